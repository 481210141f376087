#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_LIMITS_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_LIMITS_H_

#include <span>
#include <vector>

#include "daemon/stats/funnel_options.h"

namespace trustwatch::stats {

// The two limits of one level. May be NaN or infinite in the package's profile.
struct LimitPair {
  double lower = 0;
  double upper = 0;
};

struct LevelLimits {
  LimitPair at_95;
  LimitPair at_998;
};

// The limits at one denominator.
struct LimitRow {
  double denominator = 0;
  double error = 0;  // standard error on the scale of the z-score
  LevelLimits adjusted;
  LevelLimits unadjusted;
};

// What limits depend on, the denominator aside.
struct LimitBasis {
  double target = 0;
  double tau2 = 0;
};

// Limits by their formulas alone, without the package's repair. `denominator` is finite.
LimitRow LimitsAt(double denominator, const LimitBasis& basis, const FunnelOptions& options);

// The package's repair of the limits of proportions: an upper limit above the multiplier is the
// multiplier; a lower limit above its right neighbour is 0, an upper one below it the multiplier.
// The last row has no neighbour. `rows` are in order of their denominators.
void RepairProportionLimits(std::span<LimitRow> rows, double multiplier);

// Limits at each of `denominators` and, if the options ask for a curve or the repair needs it, at
// kFunnelCurvePoints between 1.1 (SR) or 3 and the curve's end. Rising, each denominator once. At
// least one denominator; all finite.
std::vector<LimitRow> LookUpLimits(std::span<const double> denominators, const LimitBasis& basis,
                                   const FunnelOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_LIMITS_H_
