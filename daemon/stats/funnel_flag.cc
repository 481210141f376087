#include "daemon/stats/funnel_flag.h"

#include <cmath>

namespace trustwatch::stats {

std::optional<FunnelFlag> FlagOf(double value, double lower, double upper) {
  if (value > upper) return FunnelFlag::kHigh;
  if (value < lower) return FunnelFlag::kLow;
  if (std::isnan(value) || std::isnan(lower) || std::isnan(upper)) return std::nullopt;
  return FunnelFlag::kInside;
}

FunnelMeaning MeaningOf(FunnelFlag flag, Better better) {
  if (flag == FunnelFlag::kInside) return FunnelMeaning::kAsExpected;
  if (better == Better::kNeither) return FunnelMeaning::kDiffers;
  const bool is_better = (flag == FunnelFlag::kHigh) == (better == Better::kHigher);
  return is_better ? FunnelMeaning::kBetter : FunnelMeaning::kWorse;
}

}  // namespace trustwatch::stats
