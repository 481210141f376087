#include "daemon/ingest/text.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/domain/period.h"
#include "fmt/format.h"

namespace trustwatch::ingest {

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string Figure(double number) {
  constexpr double kWholeMax = 1e15;  // beyond it digits would be invented
  if (std::abs(number) < kWholeMax && number == std::trunc(number)) {
    return fmt::format("{:.0f}", number);
  }
  return fmt::format("{:.10g}", number);
}

std::string SpanText(domain::Span span) {
  return fmt::format("{} {}{}", span.count,
                     span.unit == domain::Span::Unit::kMonths ? "month" : "day",
                     span.count == 1 ? "" : "s");
}

std::string Written(const std::optional<domain::WrittenDate>& date) {
  if (!date) return "";
  return fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day);
}

}  // namespace trustwatch::ingest
