#include "daemon/stats/assurance.h"

namespace trustwatch::stats {

Assurance AssuranceOf(const Limits& limits, double target, Better better, TargetOnLimit on_limit) {
  if (better == Better::kNeither) return Assurance::kNone;
  const bool decides = on_limit == TargetOnLimit::kDecides;
  const bool below = target < limits.lower || (decides && target == limits.lower);
  const bool above = target > limits.upper || (decides && target == limits.upper);
  const bool higher = better == Better::kHigher;
  // Met first: without spread an equal target stands on both limits, and is met.
  if (higher ? below : above) return Assurance::kConsistentlyMet;
  if (higher ? above : below) return Assurance::kConsistentlyMissed;
  return Assurance::kHitOrMiss;
}

}  // namespace trustwatch::stats
