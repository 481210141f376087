#ifndef TRUSTWATCH_DAEMON_STATS_GAMMA_TAILS_H_
#define TRUSTWATCH_DAEMON_STATS_GAMMA_TAILS_H_

namespace trustwatch::stats {

// The gamma distribution of a shape and scale 1. Pure.
struct GammaTails {
  double lower = 0;    // share below x
  double upper = 0;    // share above x
  double density = 0;  // at x
};

// `shape` > 0 and `x` >= 0 are finite. The smaller tail has a relative error below 1e-13 for shapes
// up to 1e7, above that about 1e-13 x sqrt(shape / 1e7); what is less than 1e-300 may come out as
// 0. Costs some sqrt(shape) steps near the middle. Sources: the power series and Legendre's
// continued fraction, Abramowitz and Stegun 6.5.29 and 6.5.31; the density by saddle point, C.
// Loader, Fast and Accurate Computation of Binomial Probabilities, 2000.
GammaTails TailsOfGamma(double shape, double x);

// ln(x! / (sqrt(2 pi x) (x / e)^x)), the error of Stirling's formula for x > 0.
double StirlingError(double x);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_GAMMA_TAILS_H_
