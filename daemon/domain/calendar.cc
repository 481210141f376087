#include "daemon/domain/calendar.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/check.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {
namespace {

absl::TimeZone London() {
  static const absl::TimeZone kLondon = [] {
    absl::TimeZone zone;
    TRUSTWATCH_CHECK(absl::LoadTimeZone("Europe/London", &zone));
    return zone;
  }();
  return kLondon;
}

}  // namespace

Calendar::Calendar(std::vector<Day> bank_holidays, int first_year, int last_year)
    : bank_holidays_(std::move(bank_holidays)), first_year_(first_year), last_year_(last_year) {
  std::sort(bank_holidays_.begin(), bank_holidays_.end());
}

bool Calendar::IsWorkingDay(Day day) const {
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday &&
         !std::binary_search(bank_holidays_.begin(), bank_holidays_.end(), day);
}

Day Calendar::WorkingDayAfter(Day day, int count) const {
  TRUSTWATCH_CHECK(count >= 1);
  while (count > 0) {
    day += std::chrono::days(1);
    if (IsWorkingDay(day)) --count;
  }
  return day;
}

absl::Time Calendar::DeadlineAfter(const Period& period, int working_day) const {
  const WrittenDate date = ToWritten(WorkingDayAfter(period.last(), working_day));
  return absl::FromCivil(absl::CivilSecond(date.year, date.month, date.day, 23, 59, 59), London());
}

Day Calendar::LondonDay(absl::Time instant) {
  const absl::CivilDay day = absl::ToCivilDay(instant, London());
  return Day(std::chrono::year(static_cast<int>(day.year())) /
             std::chrono::month(static_cast<unsigned>(day.month())) /
             std::chrono::day(static_cast<unsigned>(day.day())));
}

}  // namespace trustwatch::domain
