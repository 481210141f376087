#ifndef TRUSTWATCH_DAEMON_CHART_WORDS_H_
#define TRUSTWATCH_DAEMON_CHART_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/chart/axis.h"
#include "daemon/chart/chart_input.h"
#include "daemon/chart/extent.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::chart {

// How the numbers of one chart are written.
struct NumberStyle {
  int decimals = 1;
  bool powers = false;  // as 1.234e+20: plain digits would be unreadable, or all zeros
  std::string unit;
};
NumberStyle StyleOf(const ChartInput& input);
// Never "-0.0".
std::string NumberText(double value, const NumberStyle& style);

// What a point's mark means, as legends have it.
std::string_view VariationText(stats::Variation variation);
// Which rule a point broke: "above the upper limit". Empty for common cause.
std::string_view RuleText(stats::Label label);
// "Apr 2024: 41.2%. Concern: below the lower limit."
std::string PointText(const ChartInput& input, std::size_t row, const NumberStyle& style);

// Where the axis begins and ends, and that it does not begin at zero where that is so.
std::string AxisText(const Axis& axis, const std::string& unit);
// "The target, 95.0%, is above this axis." Empty where it is on the axis.
std::string TargetText(const ChartInput& input, TargetPlace place, const NumberStyle& style);

// What follows the number of a tick: a unit of one character; the axis text names longer ones.
std::string TickUnit(const std::string& unit);

// A line of the latest row, to be named where it ends: "Mean 41.2%".
struct LineName {
  double value = 0;
  std::string text;
};
// Mean, limits and a target on the axis, where there are any.
std::vector<LineName> LineNames(const ChartInput& input, const Extent& extent,
                                const NumberStyle& style);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_WORDS_H_
