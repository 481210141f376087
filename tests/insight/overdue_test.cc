#include "daemon/insight/overdue.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/latest_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::LatestBuilder;
using testing::SliceOf;

const absl::Time kAfter = testing::kJuneIsDue + absl::Seconds(1);

std::vector<std::string> Tell(const Overdue& overdue) {
  std::vector<std::string> all;
  for (const OverdueSeries& series : overdue.series) {
    all.push_back(series.organisation.ToString() + " " + series.slice->indicator.text() + " " +
                  series.slice->span.ToString() + " " + std::to_string(series.periods));
  }
  return all;
}

// Of a series of XA1's calls_offered that ends with a month.
std::vector<std::string> ToldOf(const DefinitionsBuilder& builder, const char* newest,
                                absl::Time now = kAfter) {
  LatestBuilder latest;
  latest.Add("XA1", SliceOf("calls_offered"), newest);
  return Tell(CountOverdue(*builder.Build(), latest.Get(), now));
}

TEST(OverdueTest, APeriodIsOverdueAfterItsDeadlineAndNotAtIt) {
  EXPECT_THAT(ToldOf({}, "2026-05", testing::kJuneIsDue), IsEmpty());
  EXPECT_THAT(ToldOf({}, "2026-05"), ElementsAre("XA1 calls_offered P1M 1"));
}

TEST(OverdueTest, PeriodsAreCountedFromTheNewestThatHasCome) {
  EXPECT_THAT(ToldOf({}, "2026-06"), IsEmpty());
  EXPECT_THAT(ToldOf({}, "2026-07"), IsEmpty()) << "a month ahead";
  EXPECT_THAT(ToldOf({}, "2026-02"), ElementsAre("XA1 calls_offered P1M 4"));
  EXPECT_THAT(ToldOf({}, "2026-02", testing::kJuneIsDue), ElementsAre("XA1 calls_offered P1M 3"));
  EXPECT_THAT(ToldOf({}, "2024-06"), ElementsAre("XA1 calls_offered P1M 24"));
  EXPECT_THAT(ToldOf({}, "2019-06"), ElementsAre("XA1 calls_offered P1M 24"));
}

TEST(OverdueTest, WhatNobodyEverReportedWaitsForNothing) {
  EXPECT_THAT(Tell(CountOverdue(*DefinitionsBuilder().Build(), {}, kAfter)), IsEmpty());
}

TEST(OverdueTest, OnlyTheWholeOverTheSpanAskedForIsOwed) {
  LatestBuilder latest;
  domain::Slice slice = SliceOf("seen_in_time");
  slice.breakdown = "age:under18";
  latest.Add("XA1", slice, "2026-01");
  slice = SliceOf("seen_in_time");
  slice.span.count = 3;
  latest.Add("XA1", slice, "2025-10-01..2025-12-31");
  latest.Add("XA1", SliceOf("not_asked_for"), "2026-01");
  latest.Add("ZZZ", SliceOf("calls_offered"), "2026-01");  // not in the register
  latest.Add("XD4", SliceOf("calls_offered"), "2026-01");  // of a kind that owes nothing
  latest.Add("XC3", SliceOf("calls_offered"), "2020-02");  // closed with one month owing
  EXPECT_THAT(Tell(CountOverdue(*DefinitionsBuilder().Build(), latest.Get(), kAfter)), IsEmpty());
}

TEST(OverdueTest, EachSeriesIsCountedByItself) {
  LatestBuilder latest;
  latest.Add("XA1", SliceOf("calls_offered"), "2026-04");
  latest.Add("XA1", SliceOf("calls_answered"), "2026-06");
  latest.Add("XB2", SliceOf("calls_offered"), "2026-06");
  latest.Add("XB2", SliceOf("seen_in_time"), "2026-05");
  EXPECT_THAT(Tell(CountOverdue(*DefinitionsBuilder().Build(), latest.Get(), kAfter)),
              ElementsAre("XA1 calls_offered P1M 2", "XB2 seen_in_time P1M 1"));
}

TEST(OverdueTest, AReturnAsksWhileItRuns) {
  DefinitionsBuilder builder;
  builder.returns[0].first_day = DayOf("2026-04-01");
  EXPECT_THAT(ToldOf(builder, "2025-12"), ElementsAre("XA1 calls_offered P1M 3"))
      << "April to June";
  builder.returns[0].last_day = DayOf("2026-06-30");
  EXPECT_THAT(ToldOf(builder, "2025-12"), ElementsAre("XA1 calls_offered P1M 3"));
  builder.returns[0].last_day = DayOf("2026-05-31");
  EXPECT_THAT(ToldOf(builder, "2025-12"), IsEmpty()) << "it asks no more";
  builder.returns[0].last_day.reset();
  builder.returns[0].required = false;
  EXPECT_THAT(ToldOf(builder, "2025-12"), IsEmpty()) << "welcome, never overdue";
}

TEST(OverdueTest, AnOrganisationOwesWhileItIsOpen) {
  DefinitionsBuilder builder;
  builder.organisations[0].closed = DayOf("2026-05-31");
  EXPECT_THAT(ToldOf(builder, "2026-02"), IsEmpty()) << "gone before June";
  builder.organisations[0].closed = DayOf("2026-06-01");
  EXPECT_THAT(ToldOf(builder, "2026-02"), ElementsAre("XA1 calls_offered P1M 4"));
  builder.organisations[0].opened = DayOf("2026-05-15");
  EXPECT_THAT(ToldOf(builder, "2026-02"), ElementsAre("XA1 calls_offered P1M 2"));
}

// The quarters to March and June 2026 end after one to December 2025.
TEST(OverdueTest, QuarterlyPeriodsAreCountedAsPeriods) {
  DefinitionsBuilder builder;
  builder.returns[0].every_months = 3;
  const domain::Span quarter{domain::Span::Unit::kMonths, 3};
  builder.returns[0].items = {{testing::Id("seen_in_time"), quarter}};
  LatestBuilder latest;
  domain::Slice slice = SliceOf("seen_in_time");
  slice.span = quarter;
  latest.Add("XA1", slice, "2025-10-01..2025-12-31");
  EXPECT_THAT(Tell(CountOverdue(*builder.Build(), latest.Get(), kAfter)),
              ElementsAre("XA1 seen_in_time P3M 2"));
  EXPECT_THAT(Tell(CountOverdue(*builder.Build(), latest.Get(), testing::kJuneIsDue)),
              ElementsAre("XA1 seen_in_time P3M 1"));
}

TEST(OverdueTest, WhatTwoReturnsAskForIsOneFigureOfTheEarlierDeadline) {
  DefinitionsBuilder builder;
  domain::Return early = builder.returns[0];
  early.id = "early";
  early.deadline_working_day = 1;  // due on 1 July
  builder.returns.push_back(early);
  EXPECT_THAT(ToldOf(builder, "2026-04", testing::kJuneIsDue),
              ElementsAre("XA1 calls_offered P1M 2"));
  EXPECT_THAT(ToldOf(builder, "2026-04"), ElementsAre("XA1 calls_offered P1M 2"));
}

TEST(OverdueTest, ACountHoldsUntilADeadlineOrTheMonthPasses) {
  const auto definitions = DefinitionsBuilder().Build();
  const Overdue before = CountOverdue(*definitions, {}, testing::kJuneIsDue - absl::Hours(1));
  EXPECT_TRUE(before.HoldsAt(testing::kJuneIsDue));
  EXPECT_FALSE(before.HoldsAt(kAfter));
  EXPECT_FALSE(before.HoldsAt(testing::kJuneIsDue - absl::Hours(2))) << "a clock that was set back";
  const Overdue after = CountOverdue(*definitions, {}, kAfter);
  // July ends at 2026-07-31T23:00:00Z.
  const absl::Time august =
      absl::FromCivil(absl::CivilSecond(2026, 7, 31, 23, 0, 0), absl::UTCTimeZone());
  EXPECT_TRUE(after.HoldsAt(august - absl::Nanoseconds(1)));
  EXPECT_FALSE(after.HoldsAt(august));
}

}  // namespace
}  // namespace trustwatch::insight
