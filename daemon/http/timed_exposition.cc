#include "daemon/http/timed_exposition.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/http/exposition.h"
#include "daemon/samples/labels.h"
#include "daemon/samples/metric.h"
#include "daemon/samples/sample.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

constexpr std::int64_t kSecondMs = 1000;

std::string_view HelpOf(std::string_view name) {
  for (const samples::MetricInfo& info : samples::Metrics()) {
    if (info.name == name) return info.help;
  }
  return "";
}

// Seconds; decimals only where there are any.
void AppendSeconds(std::int64_t at_ms, std::string& text) {
  const std::int64_t rest = at_ms % kSecondMs;
  if (rest == 0) {
    AppendNumber(at_ms / kSecondMs, text);
  } else {
    fmt::format_to(std::back_inserter(text), "{}{}.{:03}", at_ms < 0 ? "-" : "",
                   std::abs(at_ms / kSecondMs), std::abs(rest));
  }
}

}  // namespace

void TimedExposition::Append(const samples::LabelledSamples& series, std::string& text) {
  labels_.clear();
  std::string_view name;
  for (const samples::Label& label : series.labels) {
    if (label.name == samples::kName) {
      name = label.value;
    } else {
      AppendLabel(label.name, label.value, labels_);
    }
  }
  if (name != family_) {
    family_ = name;
    text.append("# HELP ").append(name).append(" ").append(HelpOf(name));
    text.append("\n# TYPE ").append(name).append(" gauge\n");
  }
  for (const samples::Sample& sample : series.samples) {
    text += name;
    if (!labels_.empty()) text.append("{").append(labels_).append("}");
    text += ' ';
    AppendNumber(sample.value, text);
    text += ' ';
    AppendSeconds(sample.at_ms, text);
    text += '\n';
  }
}

}  // namespace trustwatch::http
