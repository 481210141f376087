#ifndef TRUSTWATCH_DAEMON_STATS_INTERVAL_H_
#define TRUSTWATCH_DAEMON_STATS_INTERVAL_H_

namespace trustwatch::stats {

// The values that are compatible with what was observed: lower <= upper, both included, finite.
struct Interval {
  double lower = 0;
  double upper = 0;

  bool operator==(const Interval&) const = default;
};

// Both intervals are pure. `confidence` is strictly between 0 and 1, for example 0.95.

// Of a proportion, `events` out of `trials` (0 <= events <= trials, trials > 0; neither need be
// whole); within [0, 1]. Source: E. B. Wilson, Probable inference, the law of succession, and
// statistical inference, JASA 22 (1927) 209-212, without continuity correction: the interval that
// Public Health England's technical guide on confidence intervals (2018) uses for proportions.
Interval WilsonInterval(double events, double trials, double confidence);

// Of the rate of `events` >= 0, counted over `exposure` > 0 (bed days, people), per unit of
// exposure; an exposure of 1 gives the interval of the count. Exact: each tail of the Poisson
// distribution is at most (1 - confidence) / 2. Source: F. Garwood, Fiducial limits for the Poisson
// distribution, Biometrika 28 (1936) 437-442.
Interval PoissonInterval(double events, double exposure, double confidence);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_INTERVAL_H_
