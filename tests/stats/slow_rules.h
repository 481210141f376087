#ifndef TRUSTWATCH_TESTS_STATS_SLOW_RULES_H_
#define TRUSTWATCH_TESTS_STATS_SLOW_RULES_H_

#include <optional>
#include <vector>

#include "daemon/stats/run_rules.h"

namespace trustwatch::stats {

// The rules as the sentences of the guidance say them, window by window and with a map for what
// fired: slow, and written without a look at run_rules.cc. An absent value is unknown.
std::vector<Marked> MarkSlowly(const std::vector<std::optional<double>>& values,
                               const std::vector<Lines>& lines, const RunRules& rules);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_TESTS_STATS_SLOW_RULES_H_
