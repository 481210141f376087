#include "daemon/stats/funnel_dispersion.h"

#include <cmath>
#include <cstddef>

#include "daemon/base/check.h"

namespace trustwatch::stats {

Dispersion DispersionOf(std::span<const FunnelScore> scores,
                        std::span<const TrimmedScore> trimmed) {
  TRUSTWATCH_CHECK(scores.size() == trimmed.size());
  double kept = 0;
  long double squares = 0;
  long double weights = 0;
  long double squared_weights = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double z = trimmed[i].z;
    if (std::isnan(z)) continue;
    const double weight = 1 / (scores[i].standard_error * scores[i].standard_error);
    kept += 1;
    squares += z * z;
    weights += weight;
    squared_weights += weight * weight;
  }
  Dispersion dispersion;
  dispersion.phi = 1 / kept * static_cast<double>(squares);
  if (kept == 0 || kept * dispersion.phi < kept - 1) return dispersion;
  const auto total = static_cast<double>(weights);
  const double excess = kept * dispersion.phi - (kept - 1);
  const double tau2 = excess / (total - static_cast<double>(squared_weights) / total);
  dispersion.tau2 = tau2 < 0 ? 0 : tau2;  // NaN stays
  return dispersion;
}

}  // namespace trustwatch::stats
