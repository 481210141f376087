#ifndef TRUSTWATCH_DAEMON_STATS_TREND_H_
#define TRUSTWATCH_DAEMON_STATS_TREND_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace trustwatch::stats {

// Whether a series rises or falls steadily, and how fast: the Mann-Kendall test and the Theil-Sen
// line. Both look at every pair of known points, so that neither needs normal figures, and up to a
// quarter of them may be wild without harm to the slope.
// Sources:
// - slope: the median of the slopes of all pairs. H. Theil, A rank-invariant method of linear and
//   polynomial regression analysis, Proc. Kon. Ned. Akad. v. Wetensch. A 53 (1950) 386-392.
// - its interval, and ties: P. K. Sen, Estimates of the regression coefficient based on Kendall's
//   tau, J. Am. Stat. Assoc. 63 (1968) 1379-1389. With N pairs and the variance below,
//   m = floor((N - 1.96 sqrt(variance)) / 2): the m-th smallest and the m-th largest slope.
// - test: H. B. Mann, Nonparametric tests against trend, Econometrica 13 (1945) 245-259, and
//   M. G. Kendall, Rank correlation methods (1975), with his correction for ties: S = rising less
//   falling pairs, variance = (n(n-1)(2n+5) - sum over ties of t(t-1)(2t+5)) / 18,
//   z = (S -/+ 1) / sqrt(variance), towards 0.
// Points are taken to be independent: where each remembers the one before, a trend is found more
// often than the level says (false_signals.md).

// The level of the test, both sides together, and of what the interval leaves out.
inline constexpr double kTrendLevel = 0.05;
// Fewer known points: no trend is sought. The normal approximation is good from 10 on.
inline constexpr std::size_t kTrendPointsMin = 12;

// All finite; slopes in the series' unit for each position, lowest <= slope <= highest.
struct Trend {
  std::size_t points = 0;    // known points
  std::int64_t s = 0;        // rising pairs less falling ones
  double z = 0;              // 0 where all points are equal
  bool significant = false;  // z is beyond the level, and the slope is not 0
  double slope = 0;
  double slope_lowest = 0;
  double slope_highest = 0;

  friend bool operator==(const Trend&, const Trend&) = default;
};

// Absent for fewer than kTrendPointsMin known points. `known` is 0 where a point is unknown, and
// empty when all are; known values are finite. Of n points n^2 log n: 25 us for 24. Pure.
std::optional<Trend> FitTrend(std::span<const double> values, std::span<const std::uint8_t> known);

// Where the line of that slope lies at position 0: the median of value - slope x position over the
// known points, of which there is at least one. With slope 0 the median of the points. In long
// double, so that no sum is too large. Pure.
long double InterceptOf(std::span<const double> values, std::span<const std::uint8_t> known,
                        double slope);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_TREND_H_
