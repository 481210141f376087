#include "daemon/http/exposition.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/base/check.h"
#include "daemon/http/utf8.h"

namespace trustwatch::http {
namespace {

constexpr std::size_t kNumberBytesMax = 32;              // -2.2250738585072014e-308 has 24
constexpr double kExactIntegerMax = 9007199254740992.0;  // 2^53

std::string_view NameOf(MetricType type, Dialect dialect) {
  switch (type) {
    case MetricType::kInfo:
      return dialect == Dialect::kOpenMetrics ? "info" : "gauge";
    case MetricType::kCounter:
      return "counter";
    case MetricType::kGauge:
      return "gauge";
    case MetricType::kHistogram:
      return "histogram";
  }
  TRUSTWATCH_CHECK(false);
}

// What OpenMetrics calls the family: its samples' name without the suffix that its type gives them.
std::string_view FamilyName(std::string_view name, MetricType type, Dialect dialect) {
  const std::string_view suffix = type == MetricType::kCounter ? "_total"
                                  : type == MetricType::kInfo  ? "_info"
                                                               : "";
  TRUSTWATCH_CHECK(name.ends_with(suffix));
  if (dialect == Dialect::kOpenMetrics) name.remove_suffix(suffix.size());
  return name;
}

// Empty: none that a name tells.
std::string_view UnitOf(std::string_view family) {
  for (const std::string_view unit : {"seconds", "bytes"}) {
    if (family.ends_with(unit) && family.size() > unit.size() &&
        family[family.size() - unit.size() - 1] == '_') {
      return unit;
    }
  }
  return "";
}

// In 0.0.4, a quote is escaped in a label's value and stands as it is in a help text.
void AppendEscaped(std::string_view text, bool escape_quotes, std::string& page) {
  std::string mended;
  if (!IsUtf8(text)) {
    mended = MendUtf8(text);
    text = mended;
  }
  for (const char c : text) {
    if (c == '\\') {
      page += "\\\\";
    } else if (c == '\n') {
      page += "\\n";
    } else if (c == '"' && escape_quotes) {
      page += "\\\"";
    } else {
      page += c;
    }
  }
}

template <typename... Arguments>
void AppendDigits(std::string& text, Arguments... arguments) {
  std::array<char, kNumberBytesMax> digits;
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), arguments...);
  TRUSTWATCH_CHECK(error == std::errc());
  text.append(digits.data(), end);
}

}  // namespace

void AppendLabel(std::string_view name, std::string_view value, std::string& labels) {
  if (!labels.empty()) labels += ',';
  labels += name;
  labels += "=\"";
  AppendEscaped(value, true, labels);
  labels += '"';
}

void AppendNumber(std::int64_t number, std::string& text) { AppendDigits(text, number); }

void AppendNumber(double number, std::string& text) {
  const double size = std::fabs(number);
  if (std::isnan(number)) {
    text += "NaN";
  } else if (std::isinf(number)) {
    text += number > 0 ? "+Inf" : "-Inf";
  } else if (number == 0) {
    text += std::signbit(number) ? "-0" : "0";
  } else if (size <= kExactIntegerMax && number == std::trunc(number)) {
    AppendDigits(text, static_cast<std::int64_t>(number));
  } else if (size >= 1e-5 && size < 1e15) {
    AppendDigits(text, number, std::chars_format::fixed);
  } else {
    AppendDigits(text, number);
  }
}

void AppendBound(double bound, std::string& text) {
  const std::size_t begin = text.size();
  AppendNumber(bound, text);
  if (std::isfinite(bound) && text.find_first_of(".e", begin) == std::string::npos) text += ".0";
}

std::string_view ContentTypeOf(Dialect dialect) {
  return dialect == Dialect::kOpenMetrics
             ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
             : "text/plain; version=0.0.4; charset=utf-8";
}

std::string_view EndOf(Dialect dialect) {
  return dialect == Dialect::kOpenMetrics ? "# EOF\n" : "";
}

void Exposition::BeginFamily(std::string_view name, MetricType type, std::string_view help) {
  ContinueFamily(name);
  const bool is_open_metrics = dialect_ == Dialect::kOpenMetrics;
  const std::string_view family = FamilyName(name, type, dialect_);
  page_.append("# HELP ").append(family).append(" ");
  AppendEscaped(help, is_open_metrics, page_);
  page_.append("\n# TYPE ").append(family).append(" ").append(NameOf(type, dialect_)).append("\n");
  const std::string_view unit = UnitOf(family);
  if (is_open_metrics && !unit.empty()) {
    page_.append("# UNIT ").append(family).append(" ").append(unit).append("\n");
  }
}

void Exposition::ContinueFamily(std::string_view name) {
  TRUSTWATCH_CHECK(family_ < name);
  family_ = name;
}

void Exposition::StartLine(std::string_view suffix, std::string_view labels,
                           std::string_view more_labels) {
  page_.append(family_).append(suffix);
  if (!labels.empty() || !more_labels.empty()) {
    page_ += '{';
    page_ += labels;
    if (!labels.empty() && !more_labels.empty()) page_ += ',';
    page_ += more_labels;
    page_ += '}';
  }
  page_ += ' ';
}

void Exposition::Sample(std::string_view labels, std::int64_t value) {
  StartLine("", labels, "");
  AppendNumber(value, page_);
  page_ += '\n';
}

void Exposition::Sample(std::string_view suffix, std::string_view labels,
                        std::string_view more_labels, double value) {
  StartLine(suffix, labels, more_labels);
  AppendNumber(value, page_);
  page_ += '\n';
}

}  // namespace trustwatch::http
