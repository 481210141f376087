#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_DISPERSION_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_DISPERSION_H_

#include <span>

#include "daemon/stats/funnel_scores.h"
#include "daemon/stats/funnel_trim.h"

namespace trustwatch::stats {

// Both may be NaN or infinite; NaN when no score is left.
struct Dispersion {
  double phi = 0;   // mean square of the trimmed z-scores
  double tau2 = 0;  // variance between trusts
};

// `trimmed` belongs to `scores`, one to one; scores that trimming left out do not count. Source of
// tau2: R. DerSimonian and N. Laird, Meta-analysis in clinical trials, Controlled Clinical Trials 7
// (1986) 177-188, with n phi for their Q.
Dispersion DispersionOf(std::span<const FunnelScore> scores, std::span<const TrimmedScore> trimmed);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_DISPERSION_H_
