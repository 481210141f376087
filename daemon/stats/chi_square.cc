#include "daemon/stats/chi_square.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "daemon/base/check.h"
#include "daemon/stats/gamma_tails.h"
#include "daemon/stats/normal.h"

namespace trustwatch::stats {
namespace {

// A share of a distribution on one side of the value sought.
struct Tail {
  double share = 0;
  bool is_lower = true;
};

// The value of the gamma distribution with this tail; near enough for Newton's method to start.
double FirstGuess(double shape, const Tail& tail) {
  const double z = tail.is_lower ? NormalQuantile(tail.share) : -NormalQuantile(tail.share);
  const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
  const double wilson_hilferty = shape * root * root * root;
  if (root > 0 && wilson_hilferty > 0.1 * shape) return wilson_hilferty;
  // Far below the middle the share below x is nearly x^shape / Gamma(shape + 1).
  const double below = tail.is_lower ? tail.share : 1 - tail.share;
  const double log_factorial = StirlingError(shape) + (shape + 0.5) * std::log(shape) - shape +
                               std::log(2 * std::numbers::pi) / 2;
  return std::exp((std::log(below) + log_factorial) / shape);
}

// How far ln(tail at x) is above ln(share), for a lower tail per step of ln x and for an upper tail
// per step of x: both are nearly straight lines, so that Newton's method has little left to do.
double NewtonStep(double shape, double x, const Tail& tail) {
  const GammaTails tails = TailsOfGamma(shape, x);
  const double at_x = tail.is_lower ? tails.lower : tails.upper;
  // Too far out for a double to tell.
  if (at_x <= 0 || tails.density <= 0) return tail.is_lower ? x : -x / 2;
  const double excess = std::log(at_x / tail.share);
  if (tail.is_lower) return x * std::expm1(-excess * at_x / (tails.density * x));
  return excess * at_x / tails.density;
}

double GammaQuantile(double shape, const Tail& tail) {
  double x = FirstGuess(shape, tail);
  for (int i = 0; i < 100 && x > std::numeric_limits<double>::min(); ++i) {
    double step = NewtonStep(shape, x, tail);
    if (step <= -x) step = -x / 2;
    x += step;
    if (std::abs(step) <= 1e-15 * x) break;
  }
  return x;
}

// Of the two tails the smaller, which keeps its relative accuracy.
double Quantile(const Tail& tail, double degrees_of_freedom) {
  TRUSTWATCH_CHECK(tail.share > 0 && tail.share < 1);
  TRUSTWATCH_CHECK(degrees_of_freedom > 0 && std::isfinite(degrees_of_freedom));
  const Tail smaller =
      tail.share <= 0.5 ? tail : Tail{.share = 1 - tail.share, .is_lower = !tail.is_lower};
  return 2 * GammaQuantile(degrees_of_freedom / 2, smaller);
}

}  // namespace

double ChiSquareQuantile(double probability, double degrees_of_freedom) {
  return Quantile(Tail{.share = probability, .is_lower = true}, degrees_of_freedom);
}

double ChiSquareUpperQuantile(double probability, double degrees_of_freedom) {
  return Quantile(Tail{.share = probability, .is_lower = false}, degrees_of_freedom);
}

}  // namespace trustwatch::stats
