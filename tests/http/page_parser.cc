#include "tests/http/page_parser.h"

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"

namespace trustwatch::testing {
namespace {

std::string Unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char next = text[++i];
    plain += next == 'n' ? '\n' : next;
  }
  return plain;
}

absl::Status Bad(std::string_view line) {
  return absl::InvalidArgumentError("not a line of the format: " + std::string(line));
}

// name="value",... from after the brace; leaves `at` after the closing one.
absl::StatusOr<Labels> ParseLabels(const std::string& line, std::size_t& at) {
  Labels labels;
  while (at < line.size() && line[at] != '}') {
    const std::size_t equals = line.find("=\"", at);
    if (equals == std::string::npos) return Bad(line);
    const std::string name = line.substr(at, equals - at);
    std::size_t end = equals + 2;
    while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2U : 1U;
    if (end >= line.size()) return Bad(line);
    if (!labels.emplace(name, Unescaped(line.substr(equals + 2, end - equals - 2))).second) {
      return Bad(line);
    }
    at = end + 1;
    if (at < line.size() && line[at] == ',') ++at;
  }
  if (at++ >= line.size()) return Bad(line);
  return labels;
}

absl::StatusOr<ParsedSample> ParseSample(const std::string& line) {
  std::size_t at = line.find_first_of("{ ");
  if (at == std::string::npos || at == 0) return Bad(line);
  ParsedSample sample{.name = line.substr(0, at), .labels = {}, .value = 0};
  if (line[at] == '{') {
    ++at;
    TRUSTWATCH_ASSIGN_OR_RETURN(sample.labels, ParseLabels(line, at));
  }
  if (at >= line.size() || line[at] != ' ') return Bad(line);
  const std::string number = line.substr(at + 1);
  char* end = nullptr;
  sample.value = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0') return Bad(line);  // a timestamp, too
  return sample;
}

bool BelongsTo(const ParsedFamily& family, const ParsedSample& sample) {
  if (family.type != "histogram") return sample.name == family.name;
  return sample.name == family.name + "_bucket" || sample.name == family.name + "_sum" ||
         sample.name == family.name + "_count";
}

}  // namespace

double ParsedFamily::ValueOf(const Labels& labels) const {
  for (const ParsedSample& sample : samples) {
    if (sample.labels == labels) return sample.value;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

absl::StatusOr<ParsedPage> ParsePage(std::string_view page) {
  ParsedPage families;
  ParsedFamily* family = nullptr;
  std::set<std::pair<std::string, Labels>> seen;
  std::istringstream stream{std::string(page)};
  if (!page.empty() && page.back() != '\n') return Bad("no end of line at the end of the page");
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("# HELP ") || line.starts_with("# TYPE ")) {
      const std::size_t space = line.find(' ', 7);
      if (space == std::string::npos) return Bad(line);
      const std::string name = line.substr(7, space - 7);
      const std::string rest = line.substr(space + 1);
      if (line[2] == 'H') {
        if (families.contains(name)) return Bad(line);
        family = &families[name];
        *family = {.name = name, .type = "", .help = Unescaped(rest), .samples = {}};
      } else if (family == nullptr || family->name != name || !family->type.empty()) {
        return Bad(line);
      } else {
        family->type = rest;
      }
      continue;
    }
    TRUSTWATCH_ASSIGN_OR_RETURN(ParsedSample sample, ParseSample(line));
    if (family == nullptr || !BelongsTo(*family, sample)) return Bad(line);
    if (!seen.emplace(sample.name, sample.labels).second) return Bad(line);
    family->samples.push_back(std::move(sample));
  }
  return families;
}

}  // namespace trustwatch::testing
