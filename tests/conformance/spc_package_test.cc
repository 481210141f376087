#include "tests/conformance/spc_package.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/spc_folder.h"

namespace trustwatch::conformance {
namespace {

using ::testing::ElementsAre;

// Rows on consecutive days from 2020-01-01; NAN is missing.
SpcSeries Series(const std::vector<double>& values) {
  SpcSeries series{.id = "S", .run = "S", .rows = values.size(), .direction = "increase"};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string day = std::to_string(i + 1);
    series.inputs.push_back({.input_row = i + 1,
                             .date = "2020-01-" + std::string(2 - day.size(), '0') + day,
                             .value = values[i]});
    series.point_rows.push_back(i);
  }
  return series;
}

std::vector<std::size_t> Order(const Arranged& arranged) {
  std::vector<std::size_t> order;
  order.reserve(arranged.rows.size());
  for (const SpcInputRow& row : arranged.rows) order.push_back(row.input_row);
  return order;
}

TEST(ArrangeTest, SortsByDateAndPutsMissingDatesLast) {
  SpcSeries series = Series({1, 2, 3});
  series.inputs[0].date = "2021-01-01";
  series.inputs[1].date = "";
  EXPECT_THAT(Order(Arrange(series, {series})), ElementsAre(3, 1, 2));
}

TEST(ArrangeTest, ARebaseDateBeginsAGroupAndOthersAreIgnored) {
  SpcSeries series = Series({1, 2, 3, 4});
  series.rebase_dates = {"2020-01-03", "2019-06-01", "2020-01-03", "2020-01-03 09:30:00"};
  const Arranged arranged = Arrange(series, {series});
  EXPECT_THAT(arranged.groups, ElementsAre(0, 2));
  EXPECT_THAT(arranged.rebased, ElementsAre(false, false, true, false));
}

TEST(ArrangeTest, ADateTwiceInANamedListReturnsItsRowTwice) {
  SpcSeries series = Series({1, 2, 3});
  series.facet = "a";
  series.rebase_dates = {"2020-01-02", "2020-01-02"};
  SpcSeries other = Series({1, 2, 3});
  other.facet = "b";
  const Arranged arranged = Arrange(series, {series, other});
  EXPECT_THAT(Order(arranged), ElementsAre(1, 2, 2, 3));
  EXPECT_THAT(arranged.groups, ElementsAre(0, 1, 2));
  // The same list for every facet and no row more than went in: a plain vector.
  other.rebase_dates = series.rebase_dates;
  EXPECT_THAT(Order(Arrange(series, {series, other})), ElementsAre(1, 2, 3));
}

struct SpcPackageCase {
  std::string name;
  std::vector<double> values;
  bool refused;

  friend void PrintTo(const SpcPackageCase& c, std::ostream* out) { *out << c.name; }
};

class MissingValueTest : public ::testing::TestWithParam<SpcPackageCase> {};

TEST_P(MissingValueTest, IsRefusedWhereItLeavesATrendOpen) {
  const std::optional<Refusal> refusal = RefusalOf({Series(GetParam().values)});
  EXPECT_EQ(refusal.has_value(), GetParam().refused);
  if (refusal.has_value()) {
    EXPECT_EQ(*refusal, Refusal::kMissingValue);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, MissingValueTest,
    ::testing::Values(SpcPackageCase{"InARise", {1, 2, 3, NAN, 5, 6, 7}, true},
                      SpcPackageCase{"InAFall", {7, 6, 5, NAN, 3, 2, 1}, true},
                      SpcPackageCase{"AfterSixRising", {1, 2, 3, 4, 5, 6, NAN}, true},
                      SpcPackageCase{"AllMissing", {NAN, NAN, NAN, NAN, NAN, NAN, NAN}, true},
                      SpcPackageCase{"SixRows", {1, 2, 3, NAN, 5, 6}, false},
                      SpcPackageCase{"ATieSettlesIt", {1, 1, 3, NAN, 5, 6, 7}, false},
                      SpcPackageCase{"BothWaysSettleIt", {1, 2, 1, NAN, 5, 6, 7}, false},
                      SpcPackageCase{"NothingMissing", {1, 2, 3, 4, 5, 6, 7}, false}),
    [](const ::testing::TestParamInfo<SpcPackageCase>& tested) { return tested.param.name; });

TEST(RefusalTest, NoWindowCrossesARebase) {
  SpcSeries series = Series({1, 2, 3, NAN, 5, 6, 7});
  series.rebase_dates = {"2020-01-05"};
  EXPECT_EQ(RefusalOf({series}), std::nullopt);
}

TEST(RefusalTest, OneFacetRefusesTheRun) {
  EXPECT_EQ(RefusalOf({Series({1, 2}), Series({})}), Refusal::kNoRows);
}

TEST(RefusalTest, RefusesWhatThePackageRefuses) {
  SpcSeries series = Series({1, 2});
  series.fix_after = 11.9;
  EXPECT_EQ(RefusalOf({series}), Refusal::kFixBelowTwelve);
  series.fix_after = 12;
  EXPECT_EQ(RefusalOf({series}), std::nullopt);
  series.direction = "up";
  EXPECT_EQ(RefusalOf({series}), Refusal::kDirection);
  series.direction = "inc";
  EXPECT_EQ(RefusalOf({series}), std::nullopt);
  series.inputs[1].date = series.inputs[0].date;
  EXPECT_EQ(RefusalOf({series}), Refusal::kDateTwice);
}

}  // namespace
}  // namespace trustwatch::conformance
