#include "daemon/samples/instants.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"
#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"

namespace trustwatch::samples {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::int64_t kNoonMs = 12 * kHourMs;
constexpr int kFirstYear = 1970;
// A table, because asking the calendar costs more than all else that is done with a sample.
constexpr std::size_t kMonthsInTable = 12UL * 231;  // to the end of 2200, the last year we accept

using MonthTable = std::array<std::int64_t, kMonthsInTable>;

domain::Day FirstDayOf(history::Ordinal month) {
  return domain::Day(
      (std::chrono::year(kFirstYear) / std::chrono::January + std::chrono::months(month)) / 1);
}

const MonthTable& NoonsOfMonths() {
  static const MonthTable kTable = [] {
    MonthTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      table[i] = NoonMs(FirstDayOf(static_cast<history::Ordinal>(i)));
    }
    return table;
  }();
  return kTable;
}

}  // namespace

std::int64_t NoonMs(domain::Day day) {
  return static_cast<std::int64_t>(day.time_since_epoch().count()) * kDayMs + kNoonMs;
}

std::int64_t PeriodMs(history::Ordinal at, domain::Span span) {
  if (span.unit == domain::Span::Unit::kDays) {
    return NoonMs(history::LastDayOf(at, span) - std::chrono::days(span.count - 1));
  }
  const MonthTable& table = NoonsOfMonths();
  const bool is_in_table = at >= 0 && static_cast<std::size_t>(at) < table.size();
  return is_in_table ? table[static_cast<std::size_t>(at)] : NoonMs(FirstDayOf(at));
}

std::int64_t ToMs(absl::Time instant) { return absl::ToUnixMillis(instant); }

}  // namespace trustwatch::samples
