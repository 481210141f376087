#include "daemon/http/review_families.h"

#include <string>
#include <utility>

#include "daemon/history/series_figures.h"
#include "daemon/http/exposition.h"
#include "gtest/gtest.h"
#include "tests/http/page_parser.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using insight::ReviewReason;

history::Ordinal MonthOf(const char* month) {
  return history::OrdinalOf(testing::PeriodOf(month).last(), {domain::Span::Unit::kMonths, 1});
}

testing::ParsedPage Parsed(const insight::Review& review) {
  const auto definitions = testing::DefinitionsBuilder().Build();
  Exposition page;
  for (const PageFamily& family : ReviewFamilies(*definitions, review)) {
    page.BeginFamily(family.name, family.type, family.help);
    family.write_samples(page);
  }
  return testing::Value(testing::ParsePage(std::move(page).Finish()));
}

TEST(ReviewFamiliesTest, OnlyTheNewestMonthOfEachReasonIsTold) {
  const domain::Slice calls = testing::SliceOf("calls_offered");
  const domain::Slice seen = testing::SliceOf("seen_in_time");
  insight::Review review{.marks = {}, .series = {}, .month = testing::PeriodOf("2026-06")};
  review.marks.indicators = {
      {calls, {.reason = ReviewReason::kManyStepTogether, .month = MonthOf("2026-02")}},
      {calls, {.reason = ReviewReason::kManyStepTogether, .month = MonthOf("2026-03")}},
      {calls, {.reason = ReviewReason::kDefinitionChanged, .month = MonthOf("2026-01")}},
      {seen, {.reason = ReviewReason::kDefinitionChanged, .month = MonthOf("2026-04")}}};
  review.marks.organisations = {
      {testing::Ods("XA1"), {.reason = ReviewReason::kMerger, .month = MonthOf("2026-01")}},
      {testing::Ods("XB2"), {.reason = ReviewReason::kMerger, .month = MonthOf("2026-02")}},
      {testing::Ods("XB2"), {.reason = ReviewReason::kMerger, .month = MonthOf("2026-04")}}};
  auto page = Parsed(review);
  const auto& indicators = page["trustwatch_indicator_review_start_timestamp_seconds"];
  EXPECT_EQ(indicators.samples.size(), 3U);
  // The first of January, March and April 2026, by date -u -d.
  EXPECT_EQ(indicators.ValueOf({{"indicator", "calls_offered"}, {"reason", "many_step_together"}}),
            1'772'323'200);
  EXPECT_EQ(indicators.ValueOf({{"indicator", "calls_offered"}, {"reason", "definition_changed"}}),
            1'767'225'600);
  EXPECT_EQ(indicators.ValueOf({{"indicator", "seen_in_time"}, {"reason", "definition_changed"}}),
            1'775'001'600);
  const auto& organisations = page["trustwatch_organisation_review_start_timestamp_seconds"];
  EXPECT_EQ(organisations.samples.size(), 2U);
  EXPECT_EQ(organisations.ValueOf({{"org", "XA1"}, {"reason", "merger"}}), 1'767'225'600);
  EXPECT_EQ(organisations.ValueOf({{"org", "XB2"}, {"reason", "merger"}}), 1'775'001'600);
}

TEST(ReviewFamiliesTest, NothingUnderReviewIsNoSample) {
  for (const auto& [name, family] :
       Parsed({.marks = {}, .series = {}, .month = testing::PeriodOf("2026-06")})) {
    EXPECT_TRUE(family.samples.empty()) << name;
  }
}

}  // namespace
}  // namespace trustwatch::http
