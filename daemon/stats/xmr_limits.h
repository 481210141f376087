#ifndef TRUSTWATCH_DAEMON_STATS_XMR_LIMITS_H_
#define TRUSTWATCH_DAEMON_STATS_XMR_LIMITS_H_

#include <cstdint>
#include <optional>
#include <span>

#include "daemon/stats/limits.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/xmr_options.h"

namespace trustwatch::stats {

// What a group's chart rests on.
struct XmrLimits {
  int baseline_points = 0;              // known points that the mean and the limits were made from
  bool trial = false;                   // limits rest on too few points to be firm
  std::optional<double> mean;           // absent: no point of the baseline is known
  std::optional<double> spread;         // mean moving range after screening; absent: none is left
  std::optional<double> screened_from;  // moving ranges from here on were left out; absent: none
                                        // screened
  std::optional<Limits> limits;         // absent: too few points, or no spread to make them from

  friend bool operator==(const XmrLimits&, const XmrLimits&) = default;
};

// Mean and limits of one group, oldest point first: mean -/+ 2.66 x the mean moving range of the
// first `baseline_rows` rows (all rows where that is more), unknown rows counted. A moving range
// never bridges an unknown row. The mean is the exact one rounded once (mean.h). `known` is 0 where
// a point is unknown, and empty when all are; known values are finite. `limits` is never outside
// [lowest, max] of double, and absent when the mean moving range itself passes that. Limits are not
// clamped to a possible range: a count's lower limit may be negative.
// Linear, no allocation; pure. Source: Wheeler, Understanding Variation (1993), as NHSRplotthedots
// 0.2.2 computes it (constants 2.66 and 3.267).
XmrLimits ComputeXmrLimits(std::span<const double> values, std::span<const std::uint8_t> known,
                           int baseline_rows, const XmrOptions& options);

// The same as what points are compared with.
Lines ToLines(const XmrLimits& limits);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_XMR_LIMITS_H_
