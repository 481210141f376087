#ifndef TRUSTWATCH_DAEMON_STATS_QUICK_MEANS_H_
#define TRUSTWATCH_DAEMON_STATS_QUICK_MEANS_H_

#include <optional>
#include <span>

namespace trustwatch::stats {

// The mean of some values, of the moving ranges between neighbours, and the largest of those.
struct SeriesMeans {
  double values = 0;
  double ranges = 0;
  double largest_range = 0;
};

// The same two means as mean.h makes in two passes of 80 bits, to the last bit, in half the time;
// absent where it cannot be sure of that, for about one series in ten, and where the processor has
// no SSE2, or values are fewer than 4, more than 4,096, all zero, or larger than 2^900 or smaller
// than 2^-900 all of them.
//
// Why it is sure: the sum is kept in two doubles without error but for less than n^3 2^-100 of the
// largest value (each addition to a number larger than the whole sum, the part lost caught exactly:
// Dekker 1971). Two passes of 80 bits err by at most 2^-64 (|mean| + (1 + n/2) W), W being the mean
// distance of the values from their mean, because no partial sum of the residuals passes half of
// their total size. If every number that near to the quotient rounds to one double, that double is
// the answer of both.
std::optional<SeriesMeans> QuickMeans(std::span<const double> values);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_QUICK_MEANS_H_
