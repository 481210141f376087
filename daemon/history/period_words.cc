#include "daemon/history/period_words.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/domain/period.h"
#include "fmt/format.h"

namespace trustwatch::history {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool IsMonths(domain::Span span) { return span.unit == domain::Span::Unit::kMonths; }

}  // namespace

PeriodWords PeriodWordsOf(domain::Span span) {
  if (!IsMonths(span)) {
    return span.count == 7 ? PeriodWords{"week", "weeks"} : PeriodWords{"period", "periods"};
  }
  switch (span.count) {
    case 1:
      return {"month", "months"};
    case 3:
      return {"3-month period", "3-month periods"};
    case 12:
      return {"12-month period", "12-month periods"};
    default:
      return {"period", "periods"};
  }
}

std::string InWords(const domain::Period& period) {
  const domain::Span span = period.span();
  const domain::WrittenDate last = domain::ToWritten(period.last());
  const std::string_view name = kMonths[static_cast<std::size_t>(last.month) - 1];
  std::string month = fmt::format("{} {}", name, last.year);
  if (!IsMonths(span)) return fmt::format("{} days to {} {}", span.count, last.day, month);
  if (span.count == 1) return month;
  return fmt::format("{} months to {}", span.count, month);
}

}  // namespace trustwatch::history
