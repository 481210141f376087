#include "daemon/insight/expected.h"

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::insight {
namespace {

using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::PeriodOf;

absl::Time Utc(int year, int month, int day, int hour, int minute = 0, int second = 0) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second),
                         absl::UTCTimeZone());
}

std::vector<std::string> Expected(const DefinitionsBuilder& builder, const char* month) {
  const auto definitions = builder.Build();
  std::vector<std::string> all;
  for (const ExpectedFigure& figure : FiguresExpectedIn(*definitions, PeriodOf(month))) {
    all.push_back(figure.owed->id + " " + figure.item->indicator.text() + " " +
                  figure.period.ToString());
  }
  return all;
}

TEST(ExpectedTest, TheLastCompleteMonthIsLondons) {
  // 23:30 UTC on 30 June is 00:30 on 1 July in London: June is complete.
  EXPECT_EQ(LastCompleteMonth(Utc(2026, 6, 30, 23, 30)), PeriodOf("2026-06"));
  EXPECT_EQ(LastCompleteMonth(Utc(2026, 6, 30, 22, 30)), PeriodOf("2026-05"));
  EXPECT_EQ(LastCompleteMonth(Utc(2026, 1, 1, 0)), PeriodOf("2025-12"));
}

TEST(ExpectedTest, AReturnAsksForEveryItemByIndicatorAndPeriod) {
  DefinitionsBuilder builder;
  builder.returns[0].items.push_back(
      {testing::Id("seen_in_time"), {.unit = domain::Span::Unit::kMonths, .count = 3}});
  builder.returns[0].items.insert(builder.returns[0].items.begin(),
                                  builder.returns[0].items.back());
  builder.returns[0].items.pop_back();
  // Periods that end on the same day are in order of their first day.
  EXPECT_THAT(
      Expected(builder, "2026-06"),
      ElementsAre("monthly calls_answered 2026-06", "monthly calls_offered 2026-06",
                  "monthly seen_in_time 2026-04-01..2026-06-30", "monthly seen_in_time 2026-06"));
}

struct Rhythm {
  int every_months;
  int year_end_month;
  std::vector<int> months;  // in which a period ends
};

TEST(ExpectedTest, PeriodsEndInTheMonthsOfTheirRhythm) {
  for (const Rhythm& rhythm :
       {Rhythm{1, 12, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}, Rhythm{3, 12, {3, 6, 9, 12}},
        Rhythm{3, 3, {3, 6, 9, 12}}, Rhythm{3, 1, {1, 4, 7, 10}}, Rhythm{6, 12, {6, 12}},
        Rhythm{6, 3, {3, 9}}, Rhythm{12, 12, {12}}, Rhythm{12, 3, {3}}}) {
    DefinitionsBuilder builder;
    builder.returns[0].every_months = rhythm.every_months;
    builder.returns[0].year_end_month = rhythm.year_end_month;
    std::vector<int> months;
    for (int month = 1; month <= 12; ++month) {
      const std::string text = (month < 10 ? "2026-0" : "2026-") + std::to_string(month);
      if (!Expected(builder, text.c_str()).empty()) months.push_back(month);
    }
    EXPECT_EQ(months, rhythm.months) << rhythm.every_months << " to " << rhythm.year_end_month;
  }
}

TEST(ExpectedTest, AReturnBeginsAndEndsOnItsDays) {
  DefinitionsBuilder builder;
  builder.returns[0].first_day = DayOf("2026-04-30");
  builder.returns[0].last_day = DayOf("2026-06-29");
  EXPECT_THAT(Expected(builder, "2026-03"), IsEmpty());
  EXPECT_EQ(Expected(builder, "2026-04").size(), 3U) << "ends on the first day";
  EXPECT_EQ(Expected(builder, "2026-05").size(), 3U);
  EXPECT_THAT(Expected(builder, "2026-06"), IsEmpty()) << "ends a day after the last";
}

TEST(ExpectedTest, WhatIsNotRequiredIsNotOwed) {
  DefinitionsBuilder builder;
  builder.returns[0].required = false;
  EXPECT_THAT(Expected(builder, "2026-06"), IsEmpty());
}

TEST(ExpectedTest, AFigureIsDueOnItsWorkingDayInLondon) {
  const auto definitions = DefinitionsBuilder().Build();
  const auto figures = FiguresExpectedIn(*definitions, PeriodOf("2026-06"));
  ASSERT_FALSE(figures.empty());
  // Working days after 30 June 2026, a Tuesday: 1, 2, 3 July, 6 to 10 July, 13 and 14 July is the
  // tenth. 23:59:59 British Summer Time is 22:59:59 UTC.
  EXPECT_EQ(figures[0].due_at, Utc(2026, 7, 14, 22, 59, 59));
}

TEST(ExpectedTest, OnlyOpenOrganisationsOfItsKindOweIt) {
  const auto definitions = DefinitionsBuilder().Build();
  const auto owes = [&](const char* code, const char* month) {
    const auto figures = FiguresExpectedIn(*definitions, PeriodOf(month));
    return Owes(*definitions->organisations.Find(testing::Ods(code)), figures[0]);
  };
  EXPECT_TRUE(owes("XA1", "2026-06"));
  EXPECT_FALSE(owes("XC3", "2026-06")) << "closed on 2020-03-31";
  EXPECT_TRUE(owes("XC3", "2020-03")) << "its last day";
  EXPECT_FALSE(owes("XC3", "2020-04"));
  EXPECT_FALSE(owes("XD4", "2026-06")) << "another kind";
}

}  // namespace
}  // namespace trustwatch::insight
