#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_FLAG_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_FLAG_H_

#include <cstdint>
#include <optional>

#include "daemon/stats/assurance.h"

namespace trustwatch::stats {

// Where a ratio lies; on a limit is inside.
enum class FunnelFlag : std::uint8_t { kInside, kHigh, kLow };

// What a flag means for the trust.
enum class FunnelMeaning : std::uint8_t {
  kAsExpected,  // chance is enough to explain the difference
  kBetter,
  kWorse,
  kDiffers,  // outside, and neither way is better
};

// From R's comparisons with what may be NaN: outside either limit decides; otherwise absent where a
// number is NaN.
std::optional<FunnelFlag> FlagOf(double value, double lower, double upper);

FunnelMeaning MeaningOf(FunnelFlag flag, Better better);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_FLAG_H_
