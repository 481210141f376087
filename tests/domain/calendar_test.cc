#include "daemon/domain/calendar.h"

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

using domain::Calendar;

// England's bank holidays of 2026, given out of order.
Calendar Year2026() {
  std::vector<domain::Day> days;
  for (const char* day : {"2026-12-28", "2026-12-25", "2026-01-01", "2026-04-03", "2026-04-06",
                          "2026-05-04", "2026-05-25", "2026-08-31"}) {
    days.push_back(DayOf(day));
  }
  return {days, 2026, 2026};
}

absl::Time Utc(int month, int day, int hour, int minute, int second) {
  return absl::FromCivil(absl::CivilSecond(2026, month, day, hour, minute, second),
                         absl::UTCTimeZone());
}

TEST(Calendar, WorksOnWeekdaysThatAreNoHoliday) {
  const Calendar calendar = Year2026();
  EXPECT_TRUE(calendar.IsWorkingDay(DayOf("2026-04-02")));   // Thursday
  EXPECT_FALSE(calendar.IsWorkingDay(DayOf("2026-04-03")));  // Good Friday
  EXPECT_FALSE(calendar.IsWorkingDay(DayOf("2026-04-04")));  // Saturday
  EXPECT_FALSE(calendar.IsWorkingDay(DayOf("2026-04-05")));  // Sunday
  EXPECT_FALSE(calendar.IsWorkingDay(DayOf("2026-04-06")));  // Easter Monday
  EXPECT_TRUE(calendar.IsWorkingDay(DayOf("2026-04-07")));
  EXPECT_FALSE(calendar.IsWorkingDay(DayOf("2026-12-28")));  // for Boxing Day, a Saturday
}

TEST(Calendar, KnowsOnlyWeekendsOutsideItsYears) {
  const Calendar calendar = Year2026();
  EXPECT_TRUE(calendar.IsWorkingDay(DayOf("2027-01-01")));  // Friday, New Year's Day
  EXPECT_FALSE(calendar.IsWorkingDay(DayOf("2027-01-02")));
}

TEST(Calendar, GivesItsHolidaysInOrder) {
  const Calendar calendar = Year2026();
  ASSERT_EQ(calendar.bank_holidays().size(), 8U);
  EXPECT_EQ(calendar.bank_holidays().front(), DayOf("2026-01-01"));
  EXPECT_EQ(calendar.bank_holidays().back(), DayOf("2026-12-28"));
}

TEST(Calendar, CountsWorkingDaysAfterADay) {
  const Calendar calendar = Year2026();
  struct Case {
    const char* day;
    int count;
    const char* expected;
  };
  for (const Case& each : {
           // Tuesday 31 March: 1, 2 April are the first two; Easter takes 3 to 6.
           Case{"2026-03-31", 1, "2026-04-01"},
           Case{"2026-03-31", 2, "2026-04-02"},
           Case{"2026-03-31", 3, "2026-04-07"},
           // 7, 8, 9, 10 are days 3 to 6; 13 to 16 are 7 to 10.
           Case{"2026-03-31", 10, "2026-04-16"},
           // Counting from a day that is no working day itself.
           Case{"2026-04-04", 1, "2026-04-07"},
           // Sunday 31 May to Friday 12 June: two full weeks.
           Case{"2026-05-31", 10, "2026-06-12"},
           // Christmas: 24 December is Thursday; 25 to 28 are free.
           Case{"2026-12-24", 1, "2026-12-29"},
       }) {
    EXPECT_EQ(calendar.WorkingDayAfter(DayOf(each.day), each.count), DayOf(each.expected))
        << each.day << " + " << each.count;
  }
}

TEST(Calendar, DeadlineIsTheLastSecondOfTheDayInLondon) {
  const Calendar calendar = Year2026();
  // February ends on a Saturday; day 20 is Friday 27 March, two days before the clocks go forward:
  // London is at UTC.
  EXPECT_EQ(calendar.DeadlineAfter(PeriodOf("2026-02"), 20), Utc(3, 27, 23, 59, 59));
  // Day 21 is Monday 30 March, in summer time: an hour earlier in UTC.
  EXPECT_EQ(calendar.DeadlineAfter(PeriodOf("2026-02"), 21), Utc(3, 30, 22, 59, 59));
  // September ends on a Wednesday; day 17 is Friday 23 October, in summer time, and day 18 is
  // Monday 26 October, the day after the clocks went back.
  EXPECT_EQ(calendar.DeadlineAfter(PeriodOf("2026-09"), 17), Utc(10, 23, 22, 59, 59));
  EXPECT_EQ(calendar.DeadlineAfter(PeriodOf("2026-09"), 18), Utc(10, 26, 23, 59, 59));
}

TEST(Calendar, DeadlineCountsFromTheLastDayOfAnySpan) {
  const Calendar calendar = Year2026();
  EXPECT_EQ(calendar.DeadlineAfter(PeriodOf("2025-07-01..2026-06-30"), 1), Utc(7, 1, 22, 59, 59));
}

TEST(Calendar, LondonIsADayAheadLateOnASummerEvening) {
  EXPECT_EQ(Calendar::LondonDay(Utc(7, 1, 22, 59, 59)), DayOf("2026-07-01"));
  EXPECT_EQ(Calendar::LondonDay(Utc(7, 1, 23, 0, 0)), DayOf("2026-07-02"));
  EXPECT_EQ(Calendar::LondonDay(Utc(1, 15, 23, 59, 59)), DayOf("2026-01-15"));
}

}  // namespace
}  // namespace trustwatch::testing
