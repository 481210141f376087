#include "daemon/catalogue/calendar.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "daemon/domain/limits.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

using domain::Day;

// England has at least New Year, two at Easter, two in May, one in August, two at Christmas.
constexpr std::size_t kHolidaysPerYearMin = 8;
constexpr int kYearsMax = 100;

void CheckHoliday(const TomlTable& table, Day day, int year, const std::vector<Day>& earlier) {
  const std::chrono::weekday weekday(day);
  if (domain::ToWritten(day).year != year) {
    table.Complain("date", fmt::format("{} is not in the year {}", domain::ToString(day), year),
                   "correct the date, or move it to its own year");
  }
  if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) {
    table.Complain("date", fmt::format("{} is a weekend", domain::ToString(day)),
                   "give the substitute day: the next weekday that is no holiday itself");
  }
  if (std::count(earlier.begin(), earlier.end(), day) > 0) {
    table.Complain("date", fmt::format("{} is listed twice", domain::ToString(day)),
                   "remove one of them");
  }
}

// The holidays of one [[year]] are added to `holidays`.
std::optional<int> ReadYear(TomlTable& table, std::vector<Day>& holidays) {
  const auto year =
      table.Integer({"year", "2026"}, domain::kYearMin, domain::kYearMax, Need::kRequired);
  if (year) table.Rename(fmt::format("year {}", *year));
  table.Text({"checked", "\"Easter Sunday 5 April; no substitute days.\""});
  std::vector<Day> own;
  for (TomlTable& holiday : table.Tables(
           {"holidays", "[{ date = 2026-12-25, name = \"Christmas Day\" }]"}, Need::kRequired)) {
    const std::optional<Day> day = holiday.Date({"date", "2026-12-25"}, Need::kRequired);
    holiday.Text({"name", "\"Christmas Day\""});
    holiday.RefuseOtherKeys();
    if (!day) continue;
    if (year) CheckHoliday(holiday, *day, static_cast<int>(*year), own);
    own.push_back(*day);
  }
  table.RefuseOtherKeys();
  if (!own.empty() && own.size() < kHolidaysPerYearMin) {
    table.Complain("holidays", fmt::format("{} has {} bank holidays", table.name(), own.size()),
                   fmt::format("list all of England's: at least {}", kHolidaysPerYearMin));
  }
  holidays.insert(holidays.end(), own.begin(), own.end());
  return year ? std::optional<int>(static_cast<int>(*year)) : std::nullopt;
}

void CheckYears(const TomlTable& root, int first, int last, const std::set<int>& years) {
  if (last < first || last - first >= kYearsMax) {
    root.Complain("last_year", fmt::format("the calendar runs from {} to {}", first, last),
                  fmt::format("write a last_year that is not before first_year, at most {} years",
                              kYearsMax));
    return;
  }
  for (int year = first; year <= last; ++year) {
    if (years.contains(year)) continue;
    root.Complain("last_year",
                  fmt::format("the calendar says {} to {} but has no year {}", first, last, year),
                  fmt::format("add a [[year]] with year = {}, or correct the years", year));
  }
}

}  // namespace

domain::Calendar ReadCalendar(TomlTable root) {
  const auto first =
      root.Integer({"first_year", "2016"}, domain::kYearMin, domain::kYearMax, Need::kRequired);
  const auto last =
      root.Integer({"last_year", "2028"}, domain::kYearMin, domain::kYearMax, Need::kRequired);
  std::vector<Day> holidays;
  std::set<int> years;
  for (TomlTable& table : root.Tables({"year", "[[year]]"}, Need::kRequired)) {
    const std::optional<int> year = ReadYear(table, holidays);
    if (!year) continue;
    if (!years.insert(*year).second) {
      table.Complain("year", fmt::format("{} is listed twice", table.name()),
                     "join the two tables");
    }
    if ((first && *year < *first) || (last && *year > *last)) {
      table.Complain("year", fmt::format("{} is outside first_year to last_year", table.name()),
                     "widen first_year or last_year, or remove the year");
    }
  }
  root.RefuseOtherKeys();
  if (first && last) {
    CheckYears(root, static_cast<int>(*first), static_cast<int>(*last), years);
  }
  return {std::move(holidays), static_cast<int>(first.value_or(0)),
          static_cast<int>(last.value_or(0))};
}

}  // namespace trustwatch::catalogue
