#include "daemon/stats/gamma_tails.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "daemon/base/check.h"

namespace trustwatch::stats {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon() / 4;
constexpr int kStepsMax = 10'000'000;

// x - 1 - ln x, without cancellation near 1: with y = (x - 1) / (x + 1), ln x is
// 2 (y + y^3/3 + y^5/5 + ...), and x - 1 - 2y is (x - 1) y.
double ExcessOverLogarithm(double x) {
  const double difference = x - 1;
  if (std::abs(difference) > 0.1) return difference - std::log(x);
  const double y = difference / (x + 1);
  double power = 2 * y;
  double sum = 0;
  for (int odd = 3; odd < 25; odd += 2) {
    power *= y * y;
    sum += power / odd;
  }
  return difference * y - sum;
}

// x^shape e^-x / Gamma(shape + 1).
double LeadingFactor(double shape, double x) {
  if (x == 0) return 0;
  if (shape < 1) return std::pow(x, shape) * std::exp(-x) / std::tgamma(shape + 1);
  return std::exp(-shape * ExcessOverLogarithm(x / shape) - StirlingError(shape)) /
         std::sqrt(2 * std::numbers::pi * shape);
}

// The share below x by its power series: every term is positive.
double LowerBySeries(double shape, double x, double leading) {
  double term = 1;
  double sum = 1;
  for (int i = 1; i < kStepsMax && term > sum * kEpsilon; ++i) {
    term *= x / (shape + i);
    sum += term;
  }
  return leading * sum;
}

// The share above x by the continued fraction, evaluated forward (Lentz's method). x > shape.
double UpperByFraction(double shape, double x, double leading) {
  double b = x + 1 - shape;
  double c = std::numeric_limits<double>::max();
  double d = 1 / b;
  double fraction = d;
  for (int i = 1; i < kStepsMax; ++i) {
    const double a = -i * (i - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const double step = c * d;
    fraction *= step;
    if (std::abs(step - 1) <= 4 * kEpsilon) break;
  }
  return leading * shape * fraction;
}

}  // namespace

double StirlingError(double x) {
  TRUSTWATCH_CHECK(x > 0);
  // From x! = (x + 1)! / (x + 1), up to where the series below is exact.
  double below_16 = 0;
  for (; x < 16; ++x) below_16 += (x + 0.5) * std::log1p(1 / x) - 1;
  // Abramowitz and Stegun 6.1.41; from 16 on the next term is below 1e-16.
  const double square = x * x;
  return below_16 +
         (1.0 / 12 -
          (1.0 / 360 -
           (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 / square) / square) / square) /
               square) /
              square) /
             x;
}

GammaTails TailsOfGamma(double shape, double x) {
  TRUSTWATCH_CHECK(shape > 0 && std::isfinite(shape) && x >= 0 && std::isfinite(x));
  const double leading = LeadingFactor(shape, x);
  GammaTails tails;
  tails.density = x > 0 ? leading * (shape / x) : 0;
  if (x <= shape + 1) {
    tails.lower = std::fmin(LowerBySeries(shape, x, leading), 1);
    tails.upper = 1 - tails.lower;
  } else {
    tails.upper = std::fmin(UpperByFraction(shape, x, leading), 1);
    tails.lower = 1 - tails.upper;
  }
  return tails;
}

}  // namespace trustwatch::stats
