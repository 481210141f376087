#include "daemon/stats/cusum.h"

#include <algorithm>

#include "daemon/base/check.h"
#include "daemon/stats/known.h"
#include "daemon/stats/saturate.h"

namespace trustwatch::stats {
namespace {

constexpr long double kStandardisedFurthest = 1e6;

// One of the two sums.
struct Side {
  double sum = 0;
  std::size_t since = 0;   // the first point of the present climb
  std::size_t points = 0;  // known points of the climb

  void Add(double step, std::size_t at) {
    if (sum == 0) {
      since = at;
      points = 0;
    }
    sum = std::max(0.0, sum + step);
    ++points;
  }
};

double StandardScore(double value, const CusumGroup& group) {
  const long double z = (static_cast<long double>(value) - group.centre) / group.sigma;
  return static_cast<double>(std::clamp(z, -kStandardisedFurthest, kStandardisedFurthest));
}

Drift DriftOf(double high, double low, double h) {
  if (high > h && high >= low) return Drift::kUp;
  return low > h ? Drift::kDown : Drift::kNone;
}

CusumSignal Describe(Drift drift, const Side& side, std::size_t at, double k, double sigma) {
  const long double size = static_cast<long double>(side.sum) / side.points + k;
  const long double shift = size * sigma;
  return CusumSignal{.drift = drift,
                     .at = at,
                     .since = side.since,
                     .shift = Saturate(drift == Drift::kUp ? shift : -shift)};
}

}  // namespace

CusumResult RunCusum(std::span<const double> values, std::span<const std::uint8_t> known,
                     std::span<const CusumGroup> groups, const CusumOptions& options) {
  TRUSTWATCH_CHECK(Fits(known, values.size()));
  TRUSTWATCH_CHECK(!groups.empty() && groups.front().first == 0);
  CusumResult result;
  result.points.reserve(values.size());
  Side high;
  Side low;
  std::size_t group = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (group + 1 < groups.size() && groups[group + 1].first == i) {
      ++group;
      high = low = Side{};
    }
    const CusumGroup& at = groups[group];
    Drift drift = Drift::kNone;
    if (IsKnown(known, i) && at.sigma > 0) {
      const double z = StandardScore(values[i], at);
      high.Add(z - options.k, i);
      low.Add(-z - options.k, i);
      drift = DriftOf(high.sum, low.sum, options.h);
    }
    result.points.push_back({.high = high.sum, .low = low.sum, .signal = drift});
    if (drift == Drift::kNone) continue;
    const Side& side = drift == Drift::kUp ? high : low;
    result.signals.push_back(Describe(drift, side, i, options.k, at.sigma));
    high = low = Side{};
  }
  return result;
}

}  // namespace trustwatch::stats
