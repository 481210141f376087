#ifndef TRUSTWATCH_DAEMON_STATS_NORMAL_H_
#define TRUSTWATCH_DAEMON_STATS_NORMAL_H_

namespace trustwatch::stats {

// The standard normal distribution. Pure; constant time.

// The z that a share `probability` of the distribution lies below: 0.975 gives 1.959964.
// `probability` is strictly between 0 and 1. Relative error below 1e-15, also in the tails (at
// 1e-300 too). Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988)
// 477-484.
double NormalQuantile(double probability);

// The share of the distribution above `z`, which is finite; it keeps its relative accuracy in the
// tail. Source: erfc(z / sqrt 2) / 2, Abramowitz and Stegun 26.2.29.
double NormalUpperTail(double z);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_NORMAL_H_
