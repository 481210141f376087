#ifndef TRUSTWATCH_DAEMON_STATS_ASSURANCE_H_
#define TRUSTWATCH_DAEMON_STATS_ASSURANCE_H_

#include <cstdint>

#include "daemon/stats/limits.h"

namespace trustwatch::stats {

// Which way is an improvement.
enum class Better : std::uint8_t { kHigher, kLower, kNeither };

// Whether a process left as it is will meet its target.
enum class Assurance : std::uint8_t { kNone, kConsistentlyMet, kConsistentlyMissed, kHitOrMiss };

// What a target exactly on a limit is.
enum class TargetOnLimit : std::uint8_t {
  kDecides,    // met or missed: NHS England's tools (>=, <=)
  kHitOrMiss,  // NHSRplotthedots (>, <)
};

// Compares a target with the limits; kNone where neither way is better. Where both limits are the
// same number that number is compared with the target, and equal counts as met (kDecides only).
Assurance AssuranceOf(const Limits& limits, double target, Better better, TargetOnLimit on_limit);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_ASSURANCE_H_
