#include "daemon/stats/verdict_word.h"

#include <string_view>

#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::stats {

std::string_view VerdictWord(Variation variation, Label label) {
  const bool high = IsHigh(label);
  switch (variation) {
    case Variation::kCommonCause:
      return "common_cause";
    case Variation::kImprovement:
      return high ? "improvement_high" : "improvement_low";
    case Variation::kConcern:
      return high ? "concern_high" : "concern_low";
    case Variation::kNeither:
      return high ? "neither_high" : "neither_low";
  }
  return "common_cause";
}

std::string_view VerdictWord(const Verdict& verdict) {
  if (!verdict.latest_known) return "unknown";
  if (!verdict.signal.has_value()) return "common_cause";
  return VerdictWord(verdict.variation, verdict.signal->label);
}

}  // namespace trustwatch::stats
