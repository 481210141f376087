#ifndef TRUSTWATCH_DAEMON_HISTORY_JUDGE_H_
#define TRUSTWATCH_DAEMON_HISTORY_JUDGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "daemon/history/grid.h"
#include "daemon/history/recent.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "daemon/stats/xmr_options.h"

// How a series is judged: by the chart that its indicator asks for, with NHS England's rules
// (stats::kMakingDataCount), each process between two step changes by itself. A p' or u' chart
// needs the numerator and denominator of every known figure; a series without is judged by XmR. All
// functions are pure, and safe from any thread that has its own scratch.
namespace trustwatch::history {

// What the latest period of a series says.
struct SeriesVerdict {
  stats::Verdict verdict;  // positions are those of `timeline`
  Timeline timeline;
  domain::ChartKind chart = domain::ChartKind::kXmr;  // which judged it
  double latest_value = 0;                            // if verdict.latest_known
  std::optional<double> target;                       // in force in the latest period
  Recent recent;                                      // what the newest periods say beside it

  friend bool operator==(const SeriesVerdict&, const SeriesVerdict&) = default;
};

// Room that judging uses, kept between series.
struct Scratch {
  Grid grid;
  std::vector<stats::Marked> marked;
};

// About 1 us for 120 months by XmR.
SeriesVerdict JudgeLatest(const SeriesFigures& series, const Rules& rules,
                          std::span<const domain::Day> step_days, Scratch& scratch);

// Everything that a chart of the series shows.
struct SeriesChart {
  // One process, with the lines of its first row: where lines move, each row's are in `lines`.
  struct Process {
    std::size_t first = 0;
    std::size_t rows = 0;
    bool trial = false;
    bool has_limits = false;
    int baseline_points = 0;
  };

  SeriesVerdict verdict;
  std::vector<double> values;       // as plotted; 0 where unknown
  std::vector<std::uint8_t> known;  // one for each row
  std::vector<stats::Marked> points;
  std::vector<stats::Lines> lines;  // one for each row
  std::vector<Process> processes;   // oldest first
};

SeriesChart ComputeChart(const SeriesFigures& series, const Rules& rules,
                         std::span<const domain::Day> step_days);

// The verdict in plain English, in one line.
std::string Sentence(const SeriesVerdict& verdict, const Rules& rules);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_JUDGE_H_
