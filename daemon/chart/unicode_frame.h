#ifndef TRUSTWATCH_DAEMON_CHART_UNICODE_FRAME_H_
#define TRUSTWATCH_DAEMON_CHART_UNICODE_FRAME_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/chart/axis.h"
#include "daemon/chart/canvas.h"
#include "daemon/chart/chart_input.h"
#include "daemon/chart/extent.h"
#include "daemon/chart/unicode.h"
#include "daemon/chart/words.h"

namespace trustwatch::chart {

// Where everything stands, in columns and rows.
struct UnicodeFrame {
  std::size_t columns = 0;
  std::size_t rows = 0;
  const Glyphs* glyphs = nullptr;  // one of the two constants
  bool ascii = false;
  NumberStyle style;
  Extent extent;
  std::optional<Axis> axis;   // absent: nothing has a height, and no plot
  std::size_t gutter = 0;     // columns left of the plot, its side included
  std::size_t plot_rows = 0;  // 0: no plot, only words
  std::size_t plot_columns = 0;
  std::size_t first_row = 0;  // of the series: those before it are not drawn
  std::size_t spacing = 1;    // columns from one row of the series to the next
  std::vector<CellRow> head;  // above the plot
  std::vector<CellRow> tail;  // below its floor

  std::size_t Column(std::size_t row) const { return 1 + (row - first_row) * spacing; }
  // From the top of the plot; both need an axis.
  std::int64_t DotRow(double value) const;
  std::size_t CellRowOf(double value) const { return static_cast<std::size_t>(DotRow(value) / 4); }
};

UnicodeFrame MakeUnicodeFrame(const ChartInput& input, const UnicodeOptions& options);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_UNICODE_FRAME_H_
