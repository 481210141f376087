#ifndef TRUSTWATCH_DAEMON_STATS_REPEATS_H_
#define TRUSTWATCH_DAEMON_STATS_REPEATS_H_

#include <optional>
#include <span>

namespace trustwatch::stats {

// The chance, from 0 to 1, that the next of these values, oldest first and all finite, equals the
// one before it: the larger of the share of past repeats and of what a normal distribution of the
// changes leaves for a change of zero, grain / (sigma x sqrt(2 pi)). Sigma is the median size of
// the changes / 0.6745; the grain is the largest step that every value is a multiple of, found
// among 1 and its multiples, 0.1, 0.01, 0.001 and 0.0001 and theirs; figures with more digits are
// taken to have the grain 0.0001. 1 where more than half of the changes are zero.
// Absent with fewer than 8 changes. n log n. Pure.
std::optional<double> ChanceOfRepeat(std::span<const double> values);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_REPEATS_H_
