#ifndef TRUSTWATCH_DAEMON_DOMAIN_PERIOD_H_
#define TRUSTWATCH_DAEMON_DOMAIN_PERIOD_H_

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace trustwatch::domain {

// A day of the Gregorian calendar, no time, no zone.
using Day = std::chrono::sys_days;

// A date as somebody wrote it; it may not exist.
struct WrittenDate {
  int year = 0;
  int month = 0;
  int day = 0;

  friend auto operator<=>(const WrittenDate&, const WrittenDate&) = default;
};

// kInvalidArgument with reason DATE_MALFORMED if there is no such day or the year is not 1900 to
// 2200.
absl::StatusOr<Day> ToDay(WrittenDate date);
WrittenDate ToWritten(Day day);

// 2026-04-30. kInvalidArgument with reason DATE_MALFORMED for anything else.
absl::StatusOr<Day> ParseDay(std::string_view iso);
std::string ToString(Day day);

// How long a period is: whole calendar months, or days. Part of a series' identity, so that a
// rolling quarter never mixes with a month.
struct Span {
  enum class Unit : std::uint8_t { kMonths, kDays };
  Unit unit = Unit::kMonths;
  int count = 1;

  // ISO 8601: P1M, P3M, P12M, P7D. P1Y is read as P12M. kInvalidArgument, reason SPAN_MALFORMED.
  static absl::StatusOr<Span> Parse(std::string_view text);
  std::string ToString() const;

  friend auto operator<=>(const Span&, const Span&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const Span& span) {
    return H::combine(std::move(state), span.unit, span.count);
  }
};
inline constexpr Span kMonth{Span::Unit::kMonths, 1};

// The days that a figure covers, first and last included. Valid by construction: the last is not
// before the first. Ordered by last day, then first day. A copy costs 8 bytes.
class Period {
 public:
  // kInvalidArgument, reason PERIOD_MALFORMED, if `last` is before `first` or more than five years
  // after.
  static absl::StatusOr<Period> Make(Day first, Day last);
  // The calendar month that `day` lies in.
  static Period MonthOf(Day day);
  // The period of length `span` that ends on `last`. Needs last to be the end of a month if the
  // span is in months; kInvalidArgument, reason PERIOD_MALFORMED, otherwise.
  static absl::StatusOr<Period> Ending(Day last, Span span);
  // What ToString writes, or 2026-04 for a month. kInvalidArgument, reason PERIOD_MALFORMED.
  static absl::StatusOr<Period> Parse(std::string_view text);

  Day first() const { return Day(std::chrono::days(first_)); }
  Day last() const { return Day(std::chrono::days(last_)); }
  // Whole months if it begins on the first of one and ends on the last of one, else days.
  Span span() const;
  // 2026-04 for a calendar month, else 2026-02-01..2026-04-30.
  std::string ToString() const;

  friend bool operator==(const Period&, const Period&) = default;
  friend auto operator<=>(const Period& a, const Period& b) {
    return std::pair(a.last_, a.first_) <=> std::pair(b.last_, b.first_);
  }
  template <typename H>
  friend H AbslHashValue(H state, const Period& period) {
    return H::combine(std::move(state), period.first_, period.last_);
  }

 private:
  Period(Day first, Day last)
      : first_(static_cast<std::int32_t>(first.time_since_epoch().count())),
        last_(static_cast<std::int32_t>(last.time_since_epoch().count())) {}
  std::int32_t first_;  // days since 1970-01-01
  std::int32_t last_;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_PERIOD_H_
