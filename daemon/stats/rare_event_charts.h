#ifndef TRUSTWATCH_DAEMON_STATS_RARE_EVENT_CHARTS_H_
#define TRUSTWATCH_DAEMON_STATS_RARE_EVENT_CHARTS_H_

#include <cstdint>
#include <optional>
#include <span>

#include "daemon/stats/run_rules.h"

namespace trustwatch::stats {

// Charts for events too rare to count by month: each point is an event, its value the time (t) or
// the number of opportunities (g) since the event before. High values are rare events: on both
// charts "high" is the improvement where the event is unwanted.

// What a rare-event chart rests on. The lines are the same at every point.
struct RareEventChart {
  int baseline_points = 0;     // known points that the lines were made from
  bool trial = false;          // lines rest on too few points to be firm
  std::optional<double> mean;  // of the baseline; for the t chart the back-transformed mean of y.
                               // Absent: no known point
  Lines lines;                 // what MarkSignals takes
};

struct RareEventOptions {
  bool screen_moving_ranges = false;  // t only: as XmrOptions
  int limit_points_min = 3;           // fewer known points in the baseline: no limits
  int firm_limit_points_min = 12;     // fewer: trial limits
};

// The t chart. Source: L. S. Nelson, A control chart for parts-per-million nonconforming items,
// Journal of Quality Technology 26 (1994) 239-240: y = x^(1/3.6) makes exponential times nearly
// normal; the XmR lines of y (xmr_limits.h), raised to 3.6, are the lines of x. Where a line of y
// is below zero the line of x is 0, and no time is below it.
// `times` are in any one unit, finite and at least 0 where known; two events at one instant are 0,
// which the transformation takes but the exponential distribution does not expect: record hours
// rather than days. The lines come from the first `baseline_rows` rows, unknown rows counted.
// `known` is 0 where a time is unknown, and empty when all are known. Linear. Pure.
RareEventChart ComputeTChart(std::span<const double> times, std::span<const std::uint8_t> known,
                             int baseline_rows, const RareEventOptions& options);

// Which published g chart.
enum class GVariant : std::uint8_t {
  // The centre is the median of the geometric distribution, the limits its quantiles at 0.00135 and
  // 0.99865, the near limits at 0.02275 and 0.97725, as beyond 3 and 2 sigma of a normal
  // distribution. J. C. Benneyan, Health Care Management Science 4 (2001) 305-318, as Minitab and
  // SAS compute it, but without interpolation between whole numbers. Our default: the distribution
  // is so skewed that the others signal two to four times as often when nothing has changed
  // (false_signals.md).
  kProbability,
  // Benneyan 2001: centre g, limits g -/+ 3 sqrt(g (g + 1)), where g is the mean.
  kThreeSigma,
  // L. P. Provost and S. Murray, The Health Care Data Guide (2011): centre 0.693 g, the upper limit
  // of kThreeSigma, no lower limit.
  kProvostMurray,
};

// The g chart of `between`, the numbers of opportunities without the event between two events
// (the event itself not counted, so that 0 is possible), with g their mean over the baseline and
// the chance of the event at each opportunity p = 1 / (g + 1). No line lies below 0. `between` is
// finite and at least 0 where known; the rest as ComputeTChart.
RareEventChart ComputeGChart(std::span<const double> between, std::span<const std::uint8_t> known,
                             int baseline_rows, GVariant variant, const RareEventOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_RARE_EVENT_CHARTS_H_
