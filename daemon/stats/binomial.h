#ifndef TRUSTWATCH_DAEMON_STATS_BINOMIAL_H_
#define TRUSTWATCH_DAEMON_STATS_BINOMIAL_H_

namespace trustwatch::stats {

// P(X >= at_least) for X binomial: successes of `trials` >= 0 that each succeed with `chance`,
// strictly between 0 and 1. Exact sum of the mass function; relative error below 1e-10 for up to a
// hundred thousand trials, and what is less than 1e-300 may come out as 0. Linear at worst. Pure.
double BinomialUpperTail(int trials, double chance, int at_least);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_BINOMIAL_H_
