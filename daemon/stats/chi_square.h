#ifndef TRUSTWATCH_DAEMON_STATS_CHI_SQUARE_H_
#define TRUSTWATCH_DAEMON_STATS_CHI_SQUARE_H_

namespace trustwatch::stats {

// Quantiles of the chi-square distribution with any positive number of degrees of freedom, whole
// or not. Pure. Found as the root of the gamma distribution's tail (Newton's method on its
// logarithm from the Wilson-Hilferty approximation, Abramowitz and Stegun 26.4.17): relative error
// below 1e-12 up to 1e6 degrees of freedom. A quantile below 1e-300 may come out as 0. Costs some
// ten evaluations of the tail, each about sqrt(degrees) steps: microseconds.

// The value that a share `probability`, strictly between 0 and 1, lies below.
double ChiSquareQuantile(double probability, double degrees_of_freedom);

// The value that a share `probability`, strictly between 0 and 1, lies above. Exact in its far
// tail, where 1 - probability would lose digits.
double ChiSquareUpperQuantile(double probability, double degrees_of_freedom);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_CHI_SQUARE_H_
