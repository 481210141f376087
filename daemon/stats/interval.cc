#include "daemon/stats/interval.h"

#include <algorithm>
#include <cmath>

#include "daemon/base/check.h"
#include "daemon/stats/chi_square.h"
#include "daemon/stats/normal.h"

namespace trustwatch::stats {

Interval WilsonInterval(double events, double trials, double confidence) {
  TRUSTWATCH_CHECK(events >= 0 && events <= trials && trials > 0 && std::isfinite(trials));
  TRUSTWATCH_CHECK(confidence > 0 && confidence < 1);
  const double z = -NormalQuantile((1 - confidence) / 2);
  const double share = events / trials;
  const double shrink = z * z / trials;
  const double middle = share + shrink / 2;
  const double reach = std::sqrt(share * (1 - share) * shrink + shrink * shrink / 4);
  // At no event and at nothing but events the ends are 0 and 1; rounding may pass them.
  return Interval{.lower = events > 0 ? std::max(0.0, (middle - reach) / (1 + shrink)) : 0,
                  .upper = events < trials ? std::min(1.0, (middle + reach) / (1 + shrink)) : 1};
}

Interval PoissonInterval(double events, double exposure, double confidence) {
  TRUSTWATCH_CHECK(events >= 0 && std::isfinite(events));
  TRUSTWATCH_CHECK(exposure > 0 && std::isfinite(exposure));
  TRUSTWATCH_CHECK(confidence > 0 && confidence < 1);
  const double tail = (1 - confidence) / 2;
  return Interval{.lower = events > 0 ? ChiSquareQuantile(tail, 2 * events) / 2 / exposure : 0,
                  .upper = ChiSquareUpperQuantile(tail, 2 * (events + 1)) / 2 / exposure};
}

}  // namespace trustwatch::stats
