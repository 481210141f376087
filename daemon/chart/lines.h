#ifndef TRUSTWATCH_DAEMON_CHART_LINES_H_
#define TRUSTWATCH_DAEMON_CHART_LINES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "daemon/chart/chart_input.h"
#include "daemon/stats/run_rules.h"

namespace trustwatch::chart {

// The lines of a row that there are.
std::optional<double> MeanOf(const stats::Lines& lines);
std::optional<double> LowerOf(const stats::Lines& lines);
std::optional<double> UpperOf(const stats::Lines& lines);

// Rows of one process that are compared with the same lines: a whole process, or as little as a row
// where lines move.
struct Stretch {
  std::size_t first = 0;
  std::size_t rows = 0;
  bool trial = false;
  stats::Lines lines;
};

// All rows, oldest first. Linear.
std::vector<Stretch> StretchesOf(const ChartInput& input);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_LINES_H_
