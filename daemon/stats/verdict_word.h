#ifndef TRUSTWATCH_DAEMON_STATS_VERDICT_WORD_H_
#define TRUSTWATCH_DAEMON_STATS_VERDICT_WORD_H_

#include <string_view>

#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::stats {

// The words of NHS England's icons for a point with a value, as metrics and exports write them:
// what the label means and which way it went. One of common_cause, concern_high, concern_low,
// improvement_high, improvement_low, neither_high, neither_low.
std::string_view VerdictWord(Variation variation, Label label);

// Of the latest point; unknown if it has no value.
std::string_view VerdictWord(const Verdict& verdict);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_VERDICT_WORD_H_
