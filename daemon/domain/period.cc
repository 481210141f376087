#include "daemon/domain/period.h"

#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/excerpt.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/limits.h"
#include "fmt/format.h"

namespace trustwatch::domain {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

absl::Status Malformed(std::string_view reason, std::string message) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .field = "period"}
      .ToStatus();
}

// All of `text` as digits.
bool ReadNumber(std::string_view text, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() &&
         text.front() != '-';
}

year_month MonthOfDay(Day day) {
  const year_month_day date(day);
  return {date.year(), date.month()};
}

Day FirstOf(year_month month) { return Day(month / std::chrono::day(1)); }
Day LastOf(year_month month) { return Day(month / std::chrono::last); }

}  // namespace

absl::StatusOr<Day> ToDay(WrittenDate date) {
  const year_month_day written(std::chrono::year(date.year),
                               std::chrono::month(static_cast<unsigned>(date.month)),
                               std::chrono::day(static_cast<unsigned>(date.day)));
  const bool in_range = date.year >= kYearMin && date.year <= kYearMax && date.month >= 1 &&
                        date.month <= 12 && date.day >= 1 && date.day <= 31;
  if (!in_range || !written.ok()) {
    return Malformed("DATE_MALFORMED",
                     fmt::format("there is no day {}-{:02}-{:02} between {} and {}; write a date "
                                 "that exists, for example 2026-04-30",
                                 date.year, date.month, date.day, kYearMin, kYearMax));
  }
  return Day(written);
}

WrittenDate ToWritten(Day day) {
  const year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

absl::StatusOr<Day> ParseDay(std::string_view iso) {
  WrittenDate date;
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-' ||
      !ReadNumber(iso.substr(0, 4), date.year) || !ReadNumber(iso.substr(5, 2), date.month) ||
      !ReadNumber(iso.substr(8, 2), date.day)) {
    return Malformed(
        "DATE_MALFORMED",
        fmt::format("\"{}\" is not a date; write year-month-day, for example 2026-04-30",
                    base::Excerpt(iso)));
  }
  return ToDay(date);
}

std::string ToString(Day day) {
  const WrittenDate date = ToWritten(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

absl::StatusOr<Span> Span::Parse(std::string_view text) {
  int count = 0;
  const bool shaped = text.size() >= 3 && text.size() <= 6 && text.front() == 'P' &&
                      ReadNumber(text.substr(1, text.size() - 2), count) && count >= 1;
  const char unit = text.empty() ? ' ' : text.back();
  if (shaped && unit == 'M' && count <= 60) return Span{Unit::kMonths, count};
  if (shaped && unit == 'Y' && count <= 5) return Span{Unit::kMonths, 12 * count};
  if (shaped && unit == 'D' && count <= kPeriodDaysMax) return Span{Unit::kDays, count};
  return Malformed(
      "SPAN_MALFORMED",
      fmt::format("\"{}\" is not a span; write P1M for a month, P3M for three, P12M for "
                  "twelve or P7D for a week",
                  base::Excerpt(text)));
}

std::string Span::ToString() const {
  return fmt::format("P{}{}", count, unit == Unit::kMonths ? 'M' : 'D');
}

absl::StatusOr<Period> Period::Make(Day first, Day last) {
  if (last < first || last - first > days(kPeriodDaysMax)) {
    return Malformed(
        "PERIOD_MALFORMED",
        fmt::format("the period {} to {} is empty or longer than five years; the first day comes "
                    "first, for example 2026-04-01 to 2026-04-30",
                    domain::ToString(first), domain::ToString(last)));
  }
  return Period(first, last);
}

Period Period::MonthOf(Day day) {
  const year_month month = MonthOfDay(day);
  return {FirstOf(month), LastOf(month)};
}

absl::StatusOr<Period> Period::Ending(Day last, Span span) {
  if (span.unit == Span::Unit::kDays) return Make(last - days(span.count - 1), last);
  const year_month month = MonthOfDay(last);
  if (last != LastOf(month)) {
    return Malformed(
        "PERIOD_MALFORMED",
        fmt::format("a period of {} cannot end on {}; it ends on the last day of a month",
                    span.ToString(), domain::ToString(last)));
  }
  return Make(FirstOf(month - months(span.count - 1)), last);
}

absl::StatusOr<Period> Period::Parse(std::string_view text) {
  if (text.size() == 7) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const Day first, ParseDay(fmt::format("{}-01", text)));
    return MonthOf(first);
  }
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    return Malformed(
        "PERIOD_MALFORMED",
        fmt::format("\"{}\" is not a period; write a month as 2026-04, or first and last "
                    "day as 2026-02-01..2026-04-30",
                    base::Excerpt(text)));
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(const Day first, ParseDay(text.substr(0, dots)));
  TRUSTWATCH_ASSIGN_OR_RETURN(const Day last, ParseDay(text.substr(dots + 2)));
  return Make(first, last);
}

Span Period::span() const {
  const year_month begin = MonthOfDay(first());
  const year_month end = MonthOfDay(last());
  if (first() == FirstOf(begin) && last() == LastOf(end)) {
    return {Span::Unit::kMonths, static_cast<int>((end - begin).count()) + 1};
  }
  return {Span::Unit::kDays, last_ - first_ + 1};
}

std::string Period::ToString() const {
  if (span() == kMonth) return domain::ToString(first()).substr(0, 7);
  return fmt::format("{}..{}", domain::ToString(first()), domain::ToString(last()));
}

}  // namespace trustwatch::domain
