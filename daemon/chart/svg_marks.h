#ifndef TRUSTWATCH_DAEMON_CHART_SVG_MARKS_H_
#define TRUSTWATCH_DAEMON_CHART_SVG_MARKS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::chart {

// Everything that is drawn and named in the legend.
enum class Mark : std::uint8_t {
  kCircle,        // common cause
  kTriangleUp,    // improvement by high or rising values
  kTriangleDown,  // improvement by low or falling values
  kSquare,        // concern
  kDiamond,       // neither
  kMean,
  kLimit,
  kTrialLimit,
  kTarget,
  kStep,
  kMissing,
  kNote,
};

Mark MarkOf(stats::Label label, stats::Variation variation);

struct Spot {
  double x = 0;
  double y = 0;
};

// Each appends one element to `svg`. Texts are escaped here.
// A mark of half the width `size` around a spot, with a tooltip unless that is empty; for the lines
// of a chart as well, as the legend shows them.
void AddMark(std::string& svg, Mark mark, Spot at, double size, std::string_view tooltip);
// A line of the chart; `mark` is one of the lines.
void AddLine(std::string& svg, Mark mark, Spot from, Spot to, std::string_view tooltip);

struct TextStyle {
  double size = 12;
  bool bold = false;
  std::string_view anchor = "start";  // "middle", "end"
};
void AddText(std::string& svg, Spot at, const TextStyle& style, std::string_view text);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_SVG_MARKS_H_
