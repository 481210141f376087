#ifndef TRUSTWATCH_DAEMON_HISTORY_PROCESS_LINES_H_
#define TRUSTWATCH_DAEMON_HISTORY_PROCESS_LINES_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/history/grid.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/stats/run_rules.h"

// The processes of a series, and the lines that each is compared with: what judge.h and tendency.h
// rest on. Pure.
namespace trustwatch::history {

// Rows of one process.
struct Rows {
  std::size_t first = 0;
  std::size_t count = 0;
};

// Oldest first; none of a grid without rows.
std::vector<Rows> ProcessesOf(const Grid& grid);
// All rows where nothing split them.
Rows LatestProcess(const Grid& grid);

// The chart that the rules ask for, if the figures allow it.
domain::ChartKind ChartFor(const Rules& rules, const Grid& grid);

// The level that the standard in force in the latest period asks for.
std::optional<double> TargetOf(const SeriesFigures& series, const Rules& rules);

// The lines of one process, and what they rest on.
struct ProcessLines {
  std::vector<double> values;       // as plotted; 0 where unknown
  std::vector<std::uint8_t> known;  // empty: all are
  std::vector<stats::Lines> lines;  // one for each row, or one for all
  int baseline_points = 0;
  bool trial = false;
};

struct LineOptions {
  int baseline_rows = std::numeric_limits<int>::max();  // the first so many rows make the lines
  bool clamp = true;  // no line of a p' or u' chart lies where no figure can
};

// By any chart. Linear.
ProcessLines LinesOf(const Grid& grid, Rows rows, domain::ChartKind chart, const Rules& rules,
                     const LineOptions& options = {});

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_PROCESS_LINES_H_
