#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <vector>

#include "daemon/catalogue/reader.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

// England's bank holidays as shipped, against the rules worked out anew.
namespace trustwatch::testing {
namespace {

using domain::Day;
using std::chrono::days;
using std::chrono::Monday;
using std::chrono::month;
using std::chrono::year;

// Easter Sunday from the moon: the epact gives the age of the moon on 1 January, hence the full
// moon of spring; Easter is the Sunday after it (the tables of the Gregorian reform, good for 1900
// to 2199).
Day EasterSunday(int in) {
  const int golden = in % 19;
  int moon = (24 + 19 * golden) % 30;  // days from 21 March to the full moon
  if (moon == 29 || (moon == 28 && golden > 10)) --moon;
  const Day full = Day(year(in) / month(3) / 21) + days(moon);
  const int weekday = static_cast<int>(std::chrono::weekday(full).c_encoding());
  return full + days(7 - weekday);
}

bool IsWeekend(Day day) {
  const std::chrono::weekday weekday(day);
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

// The day itself, or the first weekday after it that is not taken.
Day WeekdayFrom(Day day, const std::set<Day>& taken) {
  while (IsWeekend(day) || taken.contains(day)) day += days(1);
  return day;
}

std::set<Day> ByTheRules(int in) {
  const year y(in);
  const Day easter = EasterSunday(in);
  std::set<Day> holidays = {easter - days(2), easter + days(1), Day(y / month(5) / Monday[1]),
                            Day(y / month(5) / Monday[std::chrono::last]),
                            Day(y / month(8) / Monday[std::chrono::last])};
  holidays.insert(WeekdayFrom(Day(y / month(1) / 1), holidays));
  // Days that are weekdays keep their place; those on a weekend then take the next free one.
  const Day christmas(y / month(12) / 25);
  for (const bool weekend : {false, true}) {
    for (const Day day : {christmas, christmas + days(1)}) {
      if (IsWeekend(day) == weekend) holidays.insert(WeekdayFrom(day, holidays));
    }
  }
  return holidays;
}

std::set<Day> Expected(int in) {
  std::set<Day> holidays = ByTheRules(in);
  const auto move = [&holidays](const char* from, const char* to) {
    EXPECT_EQ(holidays.erase(DayOf(from)), 1U) << from;
    holidays.insert(DayOf(to));
  };
  if (in == 2020) move("2020-05-04", "2020-05-08");  // the 75th anniversary of VE Day
  if (in == 2022) move("2022-05-30", "2022-06-02");  // the Platinum Jubilee
  for (const char* added : {"2022-06-03", "2022-09-19", "2023-05-08"}) {
    if (domain::ToWritten(DayOf(added)).year == in) holidays.insert(DayOf(added));
  }
  return holidays;
}

TEST(EasterSunday, AgreesWithKnownYears) {
  EXPECT_EQ(EasterSunday(2000), DayOf("2000-04-23"));
  EXPECT_EQ(EasterSunday(2008), DayOf("2008-03-23"));  // as early as it gets in a century
  EXPECT_EQ(EasterSunday(2011), DayOf("2011-04-24"));
  EXPECT_EQ(EasterSunday(2019), DayOf("2019-04-21"));
  EXPECT_EQ(EasterSunday(2024), DayOf("2024-03-31"));
}

TEST(ShippedHolidays, FollowTheRulesAndTheProclamations) {
  const catalogue::Reading reading =
      catalogue::Read(std::filesystem::path(TRUSTWATCH_SOURCE_DIR) / "deploy/catalogue/england");
  ASSERT_NE(reading.definitions, nullptr);
  const domain::Calendar& calendar = reading.definitions->calendar;
  EXPECT_EQ(calendar.first_year(), 2016);
  EXPECT_EQ(calendar.last_year(), 2028);
  for (int in = 2016; in <= 2028; ++in) {
    std::set<Day> shipped;
    for (const Day day : calendar.bank_holidays()) {
      if (domain::ToWritten(day).year == in) shipped.insert(day);
    }
    std::vector<Day> differing;
    const std::set<Day> expected = Expected(in);
    std::set_symmetric_difference(shipped.begin(), shipped.end(), expected.begin(), expected.end(),
                                  std::back_inserter(differing));
    for (const Day day : differing) ADD_FAILURE() << domain::ToString(day);
    EXPECT_EQ(shipped.size(), in == 2022 ? 10U : in == 2023 ? 9U : 8U) << in;
  }
}

}  // namespace
}  // namespace trustwatch::testing
