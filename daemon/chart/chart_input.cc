#include "daemon/chart/chart_input.h"

#include <cmath>
#include <cstddef>

#include "daemon/base/check.h"

namespace trustwatch::chart {

void CheckInput(const ChartInput& input) {
  const std::size_t rows = input.values.size();
  TRUSTWATCH_CHECK(input.periods.size() == rows);
  TRUSTWATCH_CHECK(input.known.empty() || input.known.size() == rows);
  TRUSTWATCH_CHECK(input.points.size() == rows);
  TRUSTWATCH_CHECK(input.lines.size() == rows);
  TRUSTWATCH_CHECK(input.decimals >= 0 && input.decimals <= 17);
  TRUSTWATCH_CHECK(!input.target.has_value() || std::isfinite(*input.target));
  for (std::size_t row = 0; row < rows; ++row) {
    TRUSTWATCH_CHECK(!IsKnown(input, row) || std::isfinite(input.values[row]));
  }
  std::size_t next = 0;
  for (const Process& process : input.processes) {
    TRUSTWATCH_CHECK(process.first == next && process.rows > 0);
    next = process.first + process.rows;
  }
  TRUSTWATCH_CHECK(next == rows);
  for (const Note& note : input.notes) TRUSTWATCH_CHECK(note.row < rows);
}

}  // namespace trustwatch::chart
