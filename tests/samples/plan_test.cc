#include "daemon/samples/plan.h"

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::samples {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::Value;

Matcher Of(std::string_view label, MatchKind kind, std::string_view value) {
  return Value(Matcher::Make(label, kind, value));
}

TEST(Plan, NamesChooseMetricsInTheirOrder) {
  const std::vector<Matcher> exact = {
      Of("__name__", MatchKind::kEqual, "trustwatch_indicator_mean")};
  EXPECT_THAT(Value(Plan::Make(exact)).metrics(), ElementsAre(Metric::kMean));
  const std::vector<Matcher> limits = {
      Of("__name__", MatchKind::kRegex, "trustwatch_indicator_.*_limit")};
  EXPECT_THAT(Value(Plan::Make(limits)).metrics(),
              ElementsAre(Metric::kLowerLimit, Metric::kUpperLimit));
  EXPECT_EQ(Value(Plan::Make({})).metrics().size(), Metrics().size());
  const std::vector<Matcher> none = {Of("__name__", MatchKind::kEqual, "up")};
  EXPECT_THAT(Value(Plan::Make(none)).metrics(), IsEmpty());
}

TEST(Plan, ADayIsAsOfItsEndInLondon) {
  const std::vector<Matcher> matchers = {Of("as_of", MatchKind::kEqual, "2026-06-30")};
  const Plan plan = Value(Plan::Make(matchers));
  absl::Time midnight;
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, "2026-06-30T23:00:00Z", &midnight, nullptr));
  EXPECT_EQ(plan.as_of(), midnight - absl::Nanoseconds(1));
  EXPECT_EQ(plan.as_of_label(), "2026-06-30");
}

TEST(Plan, WithoutADayItIsNow) {
  const std::vector<Matcher> matchers = {Of("as_of", MatchKind::kEqual, "")};
  EXPECT_EQ(Value(Plan::Make(matchers)).as_of(), std::nullopt);
  EXPECT_EQ(Value(Plan::Make({})).as_of(), std::nullopt);
}

TEST(Plan, WhatIsNoOneDayIsRefusedWithTheRightForm) {
  const std::vector<std::pair<MatchKind, std::string>> cases = {
      {MatchKind::kEqual, "yesterday"},
      {MatchKind::kEqual, "2026-02-30"},
      {MatchKind::kEqual, "2026-06"},
      {MatchKind::kNotEqual, "2026-06-30"},
      {MatchKind::kNotEqual, ""},
      {MatchKind::kRegex, "2026-.*"},
      {MatchKind::kNotRegex, "2026-.*"},
      {MatchKind::kEqual, "2026-06-30T25:00:00Z"},
      {MatchKind::kEqual, "infinite-pastT"},
  };
  for (const auto& [kind, value] : cases) {
    const std::vector<Matcher> matchers = {Of("as_of", kind, value)};
    EXPECT_THAT(Plan::Make(matchers).status(),
                IsError(absl::StatusCode::kInvalidArgument, HasSubstr("as_of=\"2026-03-31\"")))
        << value;
  }
  const std::vector<Matcher> two = {Of("as_of", MatchKind::kEqual, "2026-06-30"),
                                    Of("as_of", MatchKind::kEqual, "2026-07-31")};
  EXPECT_FALSE(Plan::Make(two).ok());
}

TEST(Plan, ALabelThatASeriesLacksIsTheEmptyText) {
  const std::vector<Label> labels = {{"__name__", "trustwatch_indicator_mean"}, {"org", "XA1"}};
  const auto fits = [&labels](const Matcher& matcher) {
    const std::vector<Matcher> matchers = {matcher};
    return Value(Plan::Make(matchers)).Fits(labels);
  };
  EXPECT_TRUE(fits(Of("org", MatchKind::kEqual, "XA1")));
  EXPECT_FALSE(fits(Of("org", MatchKind::kEqual, "")));
  EXPECT_TRUE(fits(Of("site", MatchKind::kEqual, "")));
  EXPECT_FALSE(fits(Of("site", MatchKind::kEqual, "a")));
  EXPECT_TRUE(fits(Of("site", MatchKind::kNotEqual, "a")));
  EXPECT_TRUE(fits(Of("site", MatchKind::kRegex, "a?")));
  EXPECT_FALSE(fits(Of("site", MatchKind::kRegex, "a+")));
  EXPECT_FALSE(fits(Of("org", MatchKind::kNotRegex, "X.*")));
}

TEST(Plan, EveryMatcherOfOneLabelMustHold) {
  const std::vector<Matcher> matchers = {Of("org", MatchKind::kRegex, "X.*"),
                                         Of("org", MatchKind::kNotEqual, "XA1")};
  const Plan plan = Value(Plan::Make(matchers));
  EXPECT_TRUE(plan.Fits("org", "XB2"));
  EXPECT_FALSE(plan.Fits("org", "XA1"));
  EXPECT_FALSE(plan.Fits("org", "YB2"));
  EXPECT_TRUE(plan.Fits("indicator", "anything"));
}

}  // namespace
}  // namespace trustwatch::samples
