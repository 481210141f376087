#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_SCORES_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_SCORES_H_

#include <span>
#include <vector>

#include "daemon/stats/funnel_groups.h"
#include "daemon/stats/funnel_options.h"

namespace trustwatch::stats {

// A group on the scale on which its variance does not depend on its ratio. May hold NaN.
struct FunnelScore {
  double transformed = 0;
  double standard_error = 0;
  double z = 0;
};

// The centre line: 1 for SR, else all events over all denominators.
double TargetOf(std::span<const FunnelGroup> groups, FunnelData data);

// The centre line on the scale of the scores.
double TransformTarget(double target, const FunnelOptions& options);

// What ComputeFunnel() promises of `transformed`, `standard_error` and `z`.
FunnelScore ScoreOf(const FunnelGroup& group, double target, const FunnelOptions& options);

// The standard error of ln((O + .5) / (d + .5)) that a ratio of `target` leads one to expect, in
// our own profile.
double ExpectedLogRatioError(double target, double denominator, RatioDenominator kind);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_SCORES_H_
