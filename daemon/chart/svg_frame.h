#ifndef TRUSTWATCH_DAEMON_CHART_SVG_FRAME_H_
#define TRUSTWATCH_DAEMON_CHART_SVG_FRAME_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/chart/axis.h"
#include "daemon/chart/chart_input.h"
#include "daemon/chart/extent.h"
#include "daemon/chart/svg.h"
#include "daemon/chart/svg_marks.h"
#include "daemon/chart/words.h"

namespace trustwatch::chart {

// A word of the legend and the mark before it.
struct LegendEntry {
  Mark mark = Mark::kCircle;
  std::string text;
  double left = 0;
  double top = 0;
};

// Where everything stands, in pixels from the upper left corner.
struct SvgFrame {
  double width = 0;
  double height = 0;
  // The plot.
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  std::size_t rows = 0;
  Extent extent;
  NumberStyle style;
  std::optional<Axis> axis;             // absent: nothing has a height
  std::vector<LegendEntry> legend;      // above the plot
  std::vector<std::u32string> sayings;  // lines beneath the labels of the periods
  double sayings_top = 0;

  double X(std::size_t row) const;
  // Half the way from one row to the next, no further than the plot.
  double Before(std::size_t row) const;
  double After(std::size_t row) const;
  double Y(double value) const;  // needs an axis
};

// The size of text and of a line of it.
inline constexpr double kTitleSize = 16;
inline constexpr double kTextSize = 12;
inline constexpr double kLineHeight = 16;
inline constexpr double kMargin = 12;

// How wide a text of kTextSize is drawn, with room for fonts that are wider than most.
double WidthOf(std::u32string_view text);
std::size_t CharactersIn(double width, double size);

SvgFrame MakeSvgFrame(const ChartInput& input, const SvgOptions& options);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_SVG_FRAME_H_
