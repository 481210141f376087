#ifndef TRUSTWATCH_DAEMON_STATS_MEAN_H_
#define TRUSTWATCH_DAEMON_STATS_MEAN_H_

#include <span>

namespace trustwatch::stats {

// The arithmetic mean: the exact mean of `values` rounded once to double, but for sums that pass
// the 64 bits of a long double's significand. Plain summation in double would not do: twelve
// times 97.4 would differ from its own mean, and a constant series would be called a shift. At
// least one value, all finite. Linear; pure. Source: R's mean(), two passes in 80-bit floating
// point (R Core Team, summary.c: rsum and mean).
double Mean(std::span<const double> values);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_MEAN_H_
