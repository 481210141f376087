#ifndef TRUSTWATCH_DAEMON_CHART_EXTENT_H_
#define TRUSTWATCH_DAEMON_CHART_EXTENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "daemon/chart/chart_input.h"

namespace trustwatch::chart {

// Where the target is drawn.
enum class TargetPlace : std::uint8_t { kNone, kOnAxis, kAbove, kBelow };

// What a drawing of the rows from `first_row` on has to show.
struct Extent {
  // Of figures, means and limits, and of a target on the axis. Absent: there is none of them.
  std::optional<double> lowest;
  std::optional<double> highest;  // present as `lowest` is
  TargetPlace target = TargetPlace::kNone;
  // What occurs, so that a legend names nothing else.
  bool common_cause = false;
  bool improvement = false;
  bool concern = false;
  bool neither = false;
  bool mean = false;
  bool firm_limits = false;
  bool trial_limits = false;
  bool steps = false;    // a step change after first_row
  bool missing = false;  // a row without a figure
};

// A target so far off that it would leave the rest less than a quarter of the height is not on the
// axis; a drawing says where it is instead. Linear; pure.
Extent FindExtent(const ChartInput& input, std::size_t first_row);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_EXTENT_H_
