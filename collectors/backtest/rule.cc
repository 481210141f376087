#include "collectors/backtest/rule.h"

#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/answer.h"
#include "collectors/backtest/labels.h"
#include "daemon/base/status_macros.h"
#include "nlohmann/json.hpp"

namespace trustwatch::backtest {
namespace {

using nlohmann::json;

Rule RuleOf(const json& group, const json& rule) {
  return {.group = TextAt(group, "name"),
          .name = TextAt(rule, "name"),
          .is_alert = TextAt(rule, "type") == "alerting",
          .query = TextAt(rule, "query"),
          .labels = LabelsAt(rule, "labels"),
          .hold = absl::Seconds(NumberAt(rule, "duration")),
          .keep_firing = absl::Seconds(NumberAt(rule, "keepFiringFor"))};
}

// The text with its templates filled in; absent where one is not understood.
std::optional<std::string> Filled(std::string text, const Labels& result) {
  static const std::regex kLabel(R"(\{\{-?\s*\$labels\.([A-Za-z_][A-Za-z0-9_]*)\s*-?\}\})");
  std::smatch found;
  std::string filled;
  while (std::regex_search(text, found, kLabel)) {
    filled += found.prefix().str() + ValueOf(result, found[1].str());
    text = found.suffix().str();
  }
  filled += text;
  if (filled.find("{{") != std::string::npos) return std::nullopt;
  return filled;
}

}  // namespace

absl::StatusOr<std::vector<Rule>> ParseRules(std::string_view text) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const json data, DataOf(text));
  std::vector<Rule> rules;
  for (const json& group : ListAt(data, "groups")) {
    for (const json& rule : ListAt(group, "rules")) rules.push_back(RuleOf(group, rule));
  }
  return rules;
}

Labels LabelsOf(const Rule& rule, const Labels& result) {
  Labels labels = result;
  labels.erase("__name__");
  for (const auto& [name, text] : rule.labels) {
    const std::optional<std::string> filled = Filled(text, result);
    if (filled && !filled->empty()) {
      labels[name] = *filled;
    } else {
      labels.erase(name);
    }
  }
  return labels;
}

}  // namespace trustwatch::backtest
