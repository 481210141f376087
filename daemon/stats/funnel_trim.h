#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_TRIM_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_TRIM_H_

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace trustwatch::stats {

// What is left of a z-score when the extremes no longer count. NaN: nothing.
struct TrimmedScore {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  double z = kNone;
  double rank = kNone;          // of truncation only
  double bucket = kNone;        // likewise
  std::optional<bool> trimmed;  // absent: no z-score to trim, or nothing to trim by
};

// Leaves out the lowest and the highest `trim_by` of the scores: with k = 1 / trim_by, those of
// bucket floor(rank k / (n + 1)) below 1, or k - 1 and above. Equal scores share their mean rank;
// NaN ranks last, in the order given. At small n the two ends differ: of 9 scores only the highest
// goes. The SHMI's rule.
std::vector<TrimmedScore> TruncateScores(std::span<const double> scores, double trim_by);

// Pulls scores beyond the type 7 quantiles at `trim_by` and 1 - `trim_by` in to these. `trimmed`
// also says true of a score equal to a quantile. `trim_by` is from 0 to 1.
std::vector<TrimmedScore> WinsoriseScores(std::span<const double> scores, double trim_by);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_TRIM_H_
