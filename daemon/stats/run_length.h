#ifndef TRUSTWATCH_DAEMON_STATS_RUN_LENGTH_H_
#define TRUSTWATCH_DAEMON_STATS_RUN_LENGTH_H_

#include "daemon/stats/cusum.h"

namespace trustwatch::stats {

// The average number of points until the first signal of the two-sided CUSUM, both sums starting at
// zero, on independent normal values whose mean is off the centre by `shift_in_sigma`. At shift 0
// this is the average distance between false signals, 465 for the default options. True for a
// centre and a sigma that are known; estimated from a short baseline they make it shorter
// (false_signals.md).
// Source: D. Brook and D. A. Evans, An approach to the probability distribution of CUSUM run
// length, Biometrika 59 (1972) 539-549: the sum as a Markov chain, here of 200 states; the two
// sides by 1/both = 1/high + 1/low (Kemp 1961). Agrees with the published tables within their
// rounding for k from 0.25 to 1.5 and h up to 8. Never infinite: at most the largest double. Solves
// 200 equations twice: milliseconds. Pure.
double AverageRunLength(const CusumOptions& options, double shift_in_sigma);

// The same by D. Siegmund's approximation (Sequential Analysis, 1985), with b = h + 1.166 and
// d = shift - k for the high side: (exp(-2db) + 2db - 1) / (2 d^2), b^2 at d = 0. Within 2 % of the
// above for k = 0.5 and shifts up to 1 sigma. Constant time. Pure.
double ApproximateRunLength(const CusumOptions& options, double shift_in_sigma);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_RUN_LENGTH_H_
