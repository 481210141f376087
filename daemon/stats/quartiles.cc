#include "daemon/stats/quartiles.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "daemon/base/check.h"

namespace trustwatch::stats {

double SortedQuantile(std::span<const double> values, double probability) {
  TRUSTWATCH_CHECK(!values.empty() && probability >= 0 && probability <= 1);
  // Counted from 1, as the definition does: the rounding of 1 + (n - 1) p is part of it.
  const double position = 1 + static_cast<double>(values.size() - 1) * probability;
  const double whole = std::floor(position);
  const auto below = static_cast<std::size_t>(whole) - 1;
  const double fraction = position - whole;
  if (fraction == 0 || below + 1 >= values.size() || values[below + 1] == values[below]) {
    return values[below];
  }
  return (1 - fraction) * values[below] + fraction * values[below + 1];
}

std::optional<Quartiles> PeerQuartiles(std::span<const double> values, std::size_t peers_min) {
  if (values.empty() || values.size() < peers_min) return std::nullopt;
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return Quartiles{.lower = SortedQuantile(sorted, 0.25),
                   .median = SortedQuantile(sorted, 0.5),
                   .upper = SortedQuantile(sorted, 0.75),
                   .peers = sorted.size()};
}

PeerQuarter QuarterOf(double value, const Quartiles& quartiles) {
  if (value < quartiles.lower) return PeerQuarter::kLowest;
  if (value > quartiles.upper) return PeerQuarter::kHighest;
  return PeerQuarter::kMiddleHalf;
}

}  // namespace trustwatch::stats
