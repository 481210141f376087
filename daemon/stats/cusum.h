#ifndef TRUSTWATCH_DAEMON_STATS_CUSUM_H_
#define TRUSTWATCH_DAEMON_STATS_CUSUM_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trustwatch::stats {

// Small and lasting drifts by the two-sided tabular CUSUM. Source: D. C. Montgomery, Introduction
// to Statistical Quality Control, chapter "Cumulative sum and exponentially weighted moving average
// control charts" (section 9.1 in the 6th and 7th editions): with z = (x - centre) / sigma,
//   high[i] = max(0, high[i-1] + z - k)   low[i] = max(0, low[i-1] - z - k)
// and a signal where one of them exceeds h. Without a head start.

// In sigma. The defaults find a lasting shift of one sigma in about ten months, and give a false
// signal once in about 465 months (run_length.h).
struct CusumOptions {
  double k = 0.5;  // slack: half of the shift that one wants to find; at least 0
  double h = 5;    // decision interval; above 0
};

// The points from position `first` to the next group, and what they are measured against. A step
// change starts a new group, and so both sums at zero.
struct CusumGroup {
  std::size_t first = 0;
  double centre = 0;
  double sigma = 0;  // 0: no spread to measure in, the group never signals
};

enum class Drift : std::uint8_t { kNone, kUp, kDown };

// The sums after a point, before a signal sets them back to zero.
struct CusumPoint {
  double high = 0;
  double low = 0;
  Drift signal = Drift::kNone;
};

// One signal. Both sums start again at zero after it, so that a drift that goes on signals again.
struct CusumSignal {
  Drift drift = Drift::kNone;
  std::size_t at = 0;     // the point that completed it
  std::size_t since = 0;  // the first point of the drift: the one after the sum was last zero
  double shift = 0;       // the estimated shift of the mean, in the series' unit and with its sign:
                          // sigma x (k + sum / points since)
};

struct CusumResult {
  std::vector<CusumPoint> points;    // one for each value
  std::vector<CusumSignal> signals;  // oldest first
};

// An unknown value leaves the sums as they are. When both sums exceed h at one point, which needs
// one wild value after a drift to the other side, the larger decides. A value further than 10^6
// sigma from the centre counts as 10^6. `known` is 0 where a value is unknown, and
// empty when all are known; known values are finite; `groups` begins at position 0 and ascends.
// Linear. Pure.
CusumResult RunCusum(std::span<const double> values, std::span<const std::uint8_t> known,
                     std::span<const CusumGroup> groups, const CusumOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_CUSUM_H_
