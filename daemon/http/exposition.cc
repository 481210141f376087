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

std::string_view NameOf(MetricType type) {
  switch (type) {
    case MetricType::kCounter:
      return "counter";
    case MetricType::kGauge:
      return "gauge";
    case MetricType::kHistogram:
      return "histogram";
  }
  TRUSTWATCH_CHECK(false);
}

// A quote is escaped in a label's value and stands as it is in a help text.
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

void Exposition::BeginFamily(std::string_view name, MetricType type, std::string_view help) {
  TRUSTWATCH_CHECK(family_ < name);
  family_ = name;
  page_.append("# HELP ").append(name).append(" ");
  AppendEscaped(help, false, page_);
  page_.append("\n# TYPE ").append(name).append(" ").append(NameOf(type)).append("\n");
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
