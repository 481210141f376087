#ifndef TRUSTWATCH_DAEMON_STATS_QUARTILES_H_
#define TRUSTWATCH_DAEMON_STATS_QUARTILES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace trustwatch::stats {

// The value below which a share `probability`, from 0 to 1, of `values` lies: type 7, which lies
// linearly between the two nearest of the ordered values. At least one value, in rising order, all
// finite. Pure, constant time. Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical
// packages, The American Statistician 50 (1996) 361-365, definition 7; the default of R and Excel.
double SortedQuantile(std::span<const double> values, double probability);

// Fewer peers than this show no quartiles: with fewer, a figure points at its trust.
inline constexpr std::size_t kPeersMin = 5;

struct Quartiles {
  double lower = 0;  // a quarter of the peers are below it
  double median = 0;
  double upper = 0;  // a quarter of the peers are above it
  std::size_t peers = 0;
};

// Absent when there are fewer than `peers_min` values. All are finite, in any order. Sorts a copy.
std::optional<Quartiles> PeerQuartiles(std::span<const double> values,
                                       std::size_t peers_min = kPeersMin);

// Where a value lies among its peers, on either end of the middle half or in it. A value equal to a
// quartile is in the middle half.
enum class PeerQuarter : std::uint8_t { kLowest, kMiddleHalf, kHighest };

PeerQuarter QuarterOf(double value, const Quartiles& quartiles);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_QUARTILES_H_
