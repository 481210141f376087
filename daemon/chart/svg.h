#ifndef TRUSTWATCH_DAEMON_CHART_SVG_H_
#define TRUSTWATCH_DAEMON_CHART_SVG_H_

#include <string>

#include "daemon/chart/chart_input.h"

namespace trustwatch::chart {

inline constexpr int kSvgWidthMin = 320;
inline constexpr int kSvgHeightMin = 240;
inline constexpr int kSvgSideMax = 10'000;

// Pixels; brought into the bounds above.
struct SvgOptions {
  int width = 900;
  int height = 500;
};

// The chart as one SVG element that stands alone: no script, no style sheet, no font and no id of
// its own, so that a page may hold several. Colours are those of NHS England's Making Data Count,
// and never the only sign: shapes differ too, and a legend says what they mean. On its own white
// ground, for light and dark pages.
// The line breaks at periods without a figure and at step changes, and mean and limits are those of
// each row: steps where they move. <title> and <desc> say what the chart shows, each point what it
// means. The same input gives the same bytes. Linear; safe from any thread.
std::string DrawSvg(const ChartInput& input, const SvgOptions& options);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_SVG_H_
