#ifndef TRUSTWATCH_DAEMON_STATS_ROBUST_OUTLIER_H_
#define TRUSTWATCH_DAEMON_STATS_ROBUST_OUTLIER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace trustwatch::stats {

// Source of the test: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, ASQC 1993:
// modified z-score 0.6745 (x - median) / MAD, an outlier beyond 3.5. Where the median absolute
// deviation is zero: (x - median) / (1.253314 x mean absolute deviation), as in IBM SPSS and
// Cognos (documentation page "Modified z score").

// What the scale rests on.
enum class ScaleBasis : std::uint8_t {
  kMedianDeviation,  // the median absolute deviation (MAD)
  kMeanDeviation,    // MAD is zero: more than half of the values are equal
  kNone,             // every value is equal
};

// The middle and the spread of a series, as no single wild value can move them.
struct RobustScale {
  double median = 0;
  double sigma = 0;  // MAD / 0.6745 or 1.253314 x the mean deviation; 0 with kNone
  ScaleBasis basis = ScaleBasis::kNone;
  std::size_t points = 0;  // known values that it rests on
  double lowest = 0;       // of those values
  double highest = 0;
};

// Absent when no value is known. `known` is 0 where a value is unknown, and empty when all are
// known; known values are finite. Sorts a copy: n log n. Pure.
std::optional<RobustScale> MeasureScale(std::span<const double> values,
                                        std::span<const std::uint8_t> known);

struct OutlierOptions {
  double score_max = 3.5;      // a score beyond it, on either side, is an outlier
  std::size_t points_min = 8;  // with fewer known values there is no verdict
};

struct OutlierVerdict {
  bool outlier = false;
  double score = 0;  // distance from the median in sigma, signed; 0 with kNone
  double lower = 0;  // values in [lower, upper] are no outliers
  double upper = 0;
};

// Whether `value`, finite and no part of the values behind `scale`, is an outlier among them.
// Absent when `scale` rests on fewer than `points_min` values.
// Our decisions where the sources are silent:
// - kMeanDeviation: a value within [lowest, highest] is no outlier, else every event of a series
//   that is mostly zeros would be one.
// - kNone: any value that differs is an outlier.
std::optional<OutlierVerdict> TestOutlier(const RobustScale& scale, double value,
                                          const OutlierOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_ROBUST_OUTLIER_H_
