#include "daemon/chart/extent.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "daemon/chart/lines.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::chart {
namespace {

// How many times as high as all else a chart may become to show its target.
constexpr long double kStretchMax = 4;

void Include(Extent& extent, double value) {
  extent.lowest = extent.lowest.has_value() ? std::min(*extent.lowest, value) : value;
  extent.highest = extent.highest.has_value() ? std::max(*extent.highest, value) : value;
}

void IncludePoint(Extent& extent, const ChartInput& input, std::size_t row) {
  if (!IsKnown(input, row)) {
    extent.missing = true;
    return;
  }
  Include(extent, input.values[row]);
  switch (stats::VariationOf(input.points[row].label, input.better)) {
    case stats::Variation::kCommonCause:
      extent.common_cause = true;
      break;
    case stats::Variation::kImprovement:
      extent.improvement = true;
      break;
    case stats::Variation::kConcern:
      extent.concern = true;
      break;
    case stats::Variation::kNeither:
      extent.neither = true;
      break;
  }
}

void IncludeStretch(Extent& extent, const Stretch& stretch) {
  if (const std::optional<double> mean = MeanOf(stretch.lines); mean.has_value()) {
    extent.mean = true;
    Include(extent, *mean);
  }
  for (const std::optional<double> limit : {LowerOf(stretch.lines), UpperOf(stretch.lines)}) {
    if (!limit.has_value()) continue;
    (stretch.trial ? extent.trial_limits : extent.firm_limits) = true;
    Include(extent, *limit);
  }
}

void IncludeTarget(Extent& extent, double target) {
  if (extent.lowest.has_value()) {
    const long double lowest = *extent.lowest;
    const long double highest = *extent.highest;
    const long double room = (highest - lowest) * kStretchMax;
    if (room > 0 && target - lowest > room) {
      extent.target = TargetPlace::kAbove;
      return;
    }
    if (room > 0 && highest - target > room) {
      extent.target = TargetPlace::kBelow;
      return;
    }
  }
  extent.target = TargetPlace::kOnAxis;
  Include(extent, target);
}

}  // namespace

Extent FindExtent(const ChartInput& input, std::size_t first_row) {
  Extent extent;
  for (std::size_t row = first_row; row < input.values.size(); ++row) {
    IncludePoint(extent, input, row);
  }
  for (const Process& process : input.processes) {
    if (process.first > first_row) extent.steps = true;
  }
  for (const Stretch& stretch : StretchesOf(input)) {
    if (stretch.first + stretch.rows > first_row) IncludeStretch(extent, stretch);
  }
  if (input.target.has_value()) IncludeTarget(extent, *input.target);
  return extent;
}

}  // namespace trustwatch::chart
