#include "daemon/domain/period.h"

#include <chrono>
#include <cstddef>
#include <iostream>
#include <random>
#include <string_view>
#include <vector>

#include "absl/hash/hash_testing.h"
#include "absl/status/status.h"
#include "daemon/domain/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::domain {
namespace {

using std::chrono::days;
using testing::DayOf;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::PeriodOf;

constexpr Span Months(int count) { return {Span::Unit::kMonths, count}; }
constexpr Span Days(int count) { return {Span::Unit::kDays, count}; }

TEST(ToDay, KnowsTheDaysThatExist) {
  for (const WrittenDate good : {WrittenDate{2024, 2, 29}, WrittenDate{2000, 2, 29},
                                 WrittenDate{1900, 1, 1}, WrittenDate{2200, 12, 31}}) {
    ASSERT_THAT(ToDay(good), IsOk());
    EXPECT_EQ(ToWritten(*ToDay(good)), good);
  }
}

TEST(ToDay, RefusesThoseThatDoNot) {
  for (const WrittenDate bad :
       {WrittenDate{2026, 2, 29}, WrittenDate{2100, 2, 29}, WrittenDate{2026, 4, 31},
        WrittenDate{2026, 13, 1}, WrittenDate{2026, 0, 1}, WrittenDate{2026, 1, 0},
        WrittenDate{2026, 1, 32}, WrittenDate{1899, 12, 31}, WrittenDate{2201, 1, 1},
        WrittenDate{0, 0, 0}, WrittenDate{2026, 257, 1}, WrittenDate{2026, 1, 257},
        WrittenDate{2026, -1, 1}, WrittenDate{67562, 1, 1}, WrittenDate{-2147483647, 1, 1}}) {
    EXPECT_THAT(ToDay(bad), HasReason("DATE_MALFORMED")) << bad.year << " " << bad.month;
    EXPECT_THAT(ToDay(bad), IsError(absl::StatusCode::kInvalidArgument, HasSubstr("2026-04-30")));
  }
}

TEST(ParseDay, ReadsIsoDatesOnly) {
  EXPECT_EQ(ToWritten(DayOf("2026-04-30")), (WrittenDate{2026, 4, 30}));
  EXPECT_EQ(ToString(DayOf("2026-04-05")), "2026-04-05");
  for (const std::string_view bad :
       {"", "2026-4-30", "30/04/2026", "2026/04/30", "20260430", "2026-04-31", "2026-04-3o",
        "-026-04-30", "2026--4-30", "2026-04--1", "2026-04-30 ", " 2026-04-30", "2026-04-30T",
        "+026-04-30"}) {
    EXPECT_THAT(ParseDay(bad), HasReason("DATE_MALFORMED")) << bad;
  }
}

TEST(Span, ReadsAndWritesIso8601) {
  EXPECT_EQ(testing::Value(Span::Parse("P1M")), Months(1));
  EXPECT_EQ(testing::Value(Span::Parse("P12M")), Months(12));
  EXPECT_EQ(testing::Value(Span::Parse("P60M")), Months(60));
  EXPECT_EQ(testing::Value(Span::Parse("P1Y")), Months(12));
  EXPECT_EQ(testing::Value(Span::Parse("P5Y")), Months(60));
  EXPECT_EQ(testing::Value(Span::Parse("P7D")), Days(7));
  EXPECT_EQ(Months(3).ToString(), "P3M");
  EXPECT_EQ(Days(7).ToString(), "P7D");
}

TEST(Span, RefusesAnythingElse) {
  for (const std::string_view bad :
       {"", "P", "PM", "1M", "P1", "P0M", "P-1M", "P1.5M", "P1W", "p1m", "P61M", "P6Y", "P1M ",
        "P1M1D", "P1831D", "P99999M", "P+1M"}) {
    EXPECT_THAT(Span::Parse(bad), HasReason("SPAN_MALFORMED")) << bad;
  }
}

TEST(Period, LastsFromItsFirstToItsLastDay) {
  EXPECT_THAT(Period::Make(DayOf("2026-04-01"), DayOf("2026-04-01")), IsOk());
  EXPECT_THAT(Period::Make(DayOf("2026-04-02"), DayOf("2026-04-01")),
              HasReason("PERIOD_MALFORMED"));
  const Day first = DayOf("2020-01-01");
  EXPECT_THAT(Period::Make(first, first + days(kPeriodDaysMax)), IsOk());
  EXPECT_THAT(Period::Make(first, first + days(kPeriodDaysMax + 1)), HasReason("PERIOD_MALFORMED"));
}

TEST(Period, IsWrittenShortIfItIsAMonth) {
  EXPECT_EQ(PeriodOf("2026-04").first(), DayOf("2026-04-01"));
  EXPECT_EQ(PeriodOf("2026-04").last(), DayOf("2026-04-30"));
  EXPECT_EQ(PeriodOf("2024-02").last(), DayOf("2024-02-29"));
  EXPECT_EQ(PeriodOf("2026-04-01..2026-04-30").ToString(), "2026-04");
  EXPECT_EQ(PeriodOf("2026-02-01..2026-04-30").ToString(), "2026-02-01..2026-04-30");
  EXPECT_EQ(PeriodOf("2026-04-01..2026-04-29").ToString(), "2026-04-01..2026-04-29");
}

TEST(Period, RefusesTextsThatAreNone) {
  for (const std::string_view bad :
       {"", "2026", "2026-13", "2026-4", "2026-04-30", "2026-04-30..2026-04-01",
        "2026-04-01...2026-04-30", "2026-04-01..", "..2026-04-30", "2026-04-01..2026-04-31",
        "2026-04-01 to 2026-04-30", "Apr-26", "2000-01..2026-01"}) {
    const auto period = Period::Parse(bad);
    EXPECT_EQ(period.status().code(), absl::StatusCode::kInvalidArgument) << bad;
  }
}

TEST(Period, KnowsItsSpan) {
  EXPECT_EQ(PeriodOf("2026-04").span(), Months(1));
  EXPECT_EQ(PeriodOf("2026-02-01..2026-04-30").span(), Months(3));
  EXPECT_EQ(PeriodOf("2025-05-01..2026-04-30").span(), Months(12));
  EXPECT_EQ(PeriodOf("2026-04-06..2026-04-12").span(), Days(7));
  EXPECT_EQ(PeriodOf("2026-04-02..2026-04-30").span(), Days(29));
  EXPECT_EQ(PeriodOf("2026-04-15..2026-05-14").span(), Days(30));
  // A leap year's February with a day too few is no month.
  EXPECT_EQ(PeriodOf("2024-02-01..2024-02-28").span(), Days(28));
  EXPECT_EQ(PeriodOf("2023-02-01..2023-02-28").span(), Months(1));
}

TEST(Period, EndsWhereItsSpanSays) {
  EXPECT_EQ(testing::Value(Period::Ending(DayOf("2026-04-30"), Months(3))),
            PeriodOf("2026-02-01..2026-04-30"));
  EXPECT_EQ(testing::Value(Period::Ending(DayOf("2026-01-31"), Months(2))),
            PeriodOf("2025-12-01..2026-01-31"));
  EXPECT_EQ(testing::Value(Period::Ending(DayOf("2026-04-12"), Days(7))),
            PeriodOf("2026-04-06..2026-04-12"));
  EXPECT_THAT(Period::Ending(DayOf("2026-04-29"), Months(1)),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("last day of a month")));
}

TEST(Period, SortsByLastDayThenFirst) {
  const std::vector<Period> sorted = {
      PeriodOf("2025-01-01..2026-03-31"), PeriodOf("2025-05-01..2026-04-30"),
      PeriodOf("2026-02-01..2026-04-30"), PeriodOf("2026-04"), PeriodOf("2026-05")};
  for (std::size_t i = 1; i < sorted.size(); ++i) EXPECT_LT(sorted[i - 1], sorted[i]);
  EXPECT_TRUE(absl::VerifyTypeImplementsAbslHashCorrectly(sorted));
}

TEST(Period, AnyPeriodIsReadBackFromItsTextAndItsSpan) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << '\n';
  std::mt19937 engine(seed);
  const auto below = [&](int limit) {
    return std::uniform_int_distribution<int>(0, limit - 1)(engine);
  };
  for (int i = 0; i < 2000; ++i) {
    const Day first = DayOf("1950-01-01") + days(below(70000));
    Period period = testing::Value(Period::Make(first, first + days(below(kPeriodDaysMax))));
    if (below(2) == 0)
      period = testing::Value(Period::Ending(Period::MonthOf(first).last(), Months(1 + below(60))));
    ASSERT_EQ(testing::Value(Period::Parse(period.ToString())), period) << "seed " << seed;
    ASSERT_EQ(testing::Value(Period::Ending(period.last(), period.span())), period)
        << "seed " << seed << ", " << period.ToString();
  }
}

}  // namespace
}  // namespace trustwatch::domain
