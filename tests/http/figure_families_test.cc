#include "daemon/http/figure_families.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/http/exposition.h"
#include "gtest/gtest.h"
#include "tests/http/page_parser.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using insight::LatestValue;
using testing::Labels;
using testing::ParsedFamily;

class FigureFamiliesTest : public ::testing::Test {
 protected:
  // The number 62.5 for April 2026, provisional, revision 1.
  LatestValue& Add(const char* organisation, const domain::Slice& slice) {
    const auto [known, is_new] = slices_.try_emplace(slice, static_cast<int>(slices_.size()) + 1);
    auto& values = values_[testing::Ods(organisation)];
    values.push_back({.slice_key = known->second,
                      .slice = &known->first,
                      .period = testing::PeriodOf("2026-04"),
                      .number = 62.5,
                      .known_at = absl::FromUnixMicros(1'774'951'200'123'456)});
    return values.back();
  }

  testing::ParsedPage Parsed() {
    insight::LatestSnapshot snapshot;
    for (const auto& [code, values] : values_) {
      snapshot.push_back(
          std::make_shared<insight::OrganisationLatest>(insight::OrganisationLatest{code, values}));
    }
    const auto definitions = testing::DefinitionsBuilder().Build();
    const FigureFamilies figures(*definitions, snapshot, {}, domain::Sight::kExact);
    std::map<std::string, PageFamily> sorted;
    for (PageFamily& family : figures.Families()) sorted[family.name] = std::move(family);
    Exposition page(figures.BytesExpectedOfFamily());
    for (const auto& [name, family] : sorted) {
      page.BeginFamily(name, family.type, family.help);
      family.write_samples(page);
    }
    return testing::Value(testing::ParsePage(std::move(page).Finish()));
  }

  const domain::Slice seen_ = testing::SliceOf("seen_in_time");
  const Labels plain_ = {{"org", "XA1"}, {"indicator", "seen_in_time"}};

 private:
  std::map<domain::Slice, int> slices_;
  std::map<domain::OdsCode, std::vector<LatestValue>> values_;
};

TEST_F(FigureFamiliesTest, ANumberHasAValueAndItsCompanions) {
  LatestValue& value = Add("XA1", seen_);
  value.number = 0.1 + 0.2;
  value.revision = 3;
  value.status = domain::Status::kRefreshed;
  auto page = Parsed();
  EXPECT_EQ(page["trustwatch_indicator_latest_value"].ValueOf(plain_), 0.1 + 0.2);
  EXPECT_EQ(page["trustwatch_indicator_revisions"].ValueOf(plain_), 3);
  EXPECT_EQ(page["trustwatch_indicator_latest_status"].ValueOf(plain_), 2);
  EXPECT_EQ(page["trustwatch_indicator_latest_revision_timestamp_seconds"].ValueOf(plain_),
            1'774'951'200.123456);
  // 2026-04-30T23:59:59Z, by date -u -d.
  EXPECT_EQ(page["trustwatch_indicator_latest_period_end_timestamp_seconds"].ValueOf(plain_),
            1'777'593'599);
  EXPECT_TRUE(page["trustwatch_indicator_latest_absence"].samples.empty());
}

TEST_F(FigureFamiliesTest, AnAbsenceHasAKindAndNoValue) {
  int breakdown = 0;
  for (const char* kind : {"nil_return", "not_applicable", "suppressed", "missing"}) {
    domain::Slice slice = seen_;
    slice.breakdown = std::to_string(++breakdown);
    LatestValue& value = Add("XA1", slice);
    value.number = 0;
    value.absence = kind;
    auto page = Parsed();
    EXPECT_TRUE(page["trustwatch_indicator_latest_value"].samples.empty()) << kind;
    Labels labels = plain_;
    labels["breakdown"] = slice.breakdown;
    EXPECT_EQ(page["trustwatch_indicator_latest_status"].ValueOf(labels), 1) << kind;
    labels["kind"] = kind;
    EXPECT_EQ(page["trustwatch_indicator_latest_absence"].ValueOf(labels), 1) << kind;
  }
}

TEST_F(FigureFamiliesTest, ZeroIsANumber) {
  Add("XA1", seen_).number = 0;
  EXPECT_EQ(Parsed()["trustwatch_indicator_latest_value"].ValueOf(plain_), 0);
}

TEST_F(FigureFamiliesTest, BreakdownAndSpanAreLabelsOnlyWhereTheyTell) {
  Add("XA1", seen_).number = 1;
  domain::Slice slice = seen_;
  slice.breakdown = "age:under18";
  Add("XA1", slice).number = 2;
  slice.span.count = 3;
  Add("XA1", slice).number = 3;
  slice.breakdown.clear();
  Add("XA1", slice).number = 4;
  auto page = Parsed();
  const ParsedFamily& values = page["trustwatch_indicator_latest_value"];
  const auto with = [this](Labels more) {
    more.insert(plain_.begin(), plain_.end());
    return more;
  };
  EXPECT_EQ(values.ValueOf(plain_), 1);
  EXPECT_EQ(values.ValueOf(with({{"breakdown", "age:under18"}})), 2);
  EXPECT_EQ(values.ValueOf(with({{"breakdown", "age:under18"}, {"span", "P3M"}})), 3);
  EXPECT_EQ(values.ValueOf(with({{"span", "P3M"}})), 4);
}

TEST_F(FigureFamiliesTest, AnIndicatorThatLeftTheCatalogueSaysItsSpan) {
  Add("XA1", testing::SliceOf("retired"));
  EXPECT_EQ(Parsed()["trustwatch_indicator_latest_value"].ValueOf(
                {{"org", "XA1"}, {"indicator", "retired"}, {"span", "P1M"}}),
            62.5);
}

TEST_F(FigureFamiliesTest, SeriesOfManyOrganisationsKeepTheirOwnLabels) {
  for (const char* code : {"XA1", "G6V2S", "ZZZ"}) {
    Add(code, seen_).number = code[0];
    Add(code, testing::SliceOf("calls_offered")).number = 1000 + code[0];
  }
  auto page = Parsed();
  const ParsedFamily& values = page["trustwatch_indicator_latest_value"];
  EXPECT_EQ(values.samples.size(), 6U);
  for (const char* code : {"XA1", "G6V2S", "ZZZ"}) {
    EXPECT_EQ(values.ValueOf({{"org", code}, {"indicator", "seen_in_time"}}), code[0]);
    EXPECT_EQ(values.ValueOf({{"org", code}, {"indicator", "calls_offered"}}), 1000 + code[0]);
  }
}

TEST_F(FigureFamiliesTest, NothingReportedIsNoSample) {
  for (const auto& [name, family] : Parsed()) EXPECT_TRUE(family.samples.empty()) << name;
}

}  // namespace
}  // namespace trustwatch::http
