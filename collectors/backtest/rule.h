#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_RULE_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_RULE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/labels.h"

namespace trustwatch::backtest {

// One rule of a rule file, as Prometheus understood it.
struct Rule {
  std::string group;
  std::string name;
  bool is_alert = true;  // false: it records a series of this name
  std::string query;
  Labels labels;               // that it adds; may hold templates
  absl::Duration hold;         // `for`
  absl::Duration keep_firing;  // `keep_firing_for`
};

// The rules in an answer to /api/v1/rules, in the order of their files. kInternal
// (PROMETHEUS_ANSWER_MALFORMED).
absl::StatusOr<std::vector<Rule>> ParseRules(std::string_view json);

// The labels that an alert or a recorded series of the rule has for one series of its query's
// result: those of the rule win, and an empty one is gone. Of templates {{ $labels.NAME }} is
// filled in; a label with any other is left out, so that it tells no two alerts apart.
Labels LabelsOf(const Rule& rule, const Labels& result);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_RULE_H_
