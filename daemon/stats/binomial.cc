#include "daemon/stats/binomial.h"

#include <algorithm>
#include <cmath>

#include "daemon/base/check.h"

namespace trustwatch::stats {
namespace {

// What is left of a falling sum below this share of it cannot be seen.
constexpr double kNegligible = 1e-18;

// ln of the mass at `count`.
double LogMass(int trials, double chance, int count) {
  double log_mass = (trials - count) * std::log1p(-chance);
  for (int i = 1; i <= count; ++i) {
    log_mass += std::log((trials - count + i) * chance / i);
  }
  return log_mass;
}

}  // namespace

double BinomialUpperTail(int trials, double chance, int at_least) {
  TRUSTWATCH_CHECK(trials >= 0 && chance > 0 && chance < 1);
  if (at_least <= 0) return 1;
  if (at_least > trials) return 0;
  // Below the middle what is left out is the smaller part.
  if (at_least < trials * chance) {
    return 1 - BinomialUpperTail(trials, 1 - chance, trials - at_least + 1);
  }
  const double odds = chance / (1 - chance);
  double mass = std::exp(LogMass(trials, chance, at_least));
  double tail = 0;
  for (int count = at_least; count <= trials; ++count) {
    tail += mass;
    const double ratio = odds * (trials - count) / (count + 1);
    if (ratio < 1 && mass < kNegligible * tail) break;
    mass *= ratio;
  }
  return std::min(tail, 1.0);
}

}  // namespace trustwatch::stats
