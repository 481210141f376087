#include "daemon/history/judge.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "daemon/history/grid.h"
#include "daemon/history/process_lines.h"
#include "daemon/history/recent.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_words.h"
#include "daemon/stats/judge_lines.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/sentence.h"
#include "daemon/stats/verdict.h"
#include "daemon/stats/xmr.h"
#include "daemon/stats/xmr_limits.h"
#include "daemon/stats/xmr_options.h"

namespace trustwatch::history {
namespace {

using domain::ChartKind;

constexpr const stats::XmrOptions& kOptions = stats::kMakingDataCount;

stats::Verdict JudgeProcess(const ProcessLines& made, Rows rows, const Rules& rules,
                            std::optional<double> target, std::span<stats::Marked> marked) {
  return stats::JudgeLines({.first = rows.first,
                            .values = made.values,
                            .known = made.known,
                            .lines = made.lines,
                            .baseline_points = static_cast<std::size_t>(made.baseline_points),
                            .trial = made.trial,
                            .better = rules.better,
                            .target = target,
                            .target_on_limit = kOptions.target_on_limit},
                           kOptions.rules, marked);
}

stats::XmrSeries ToXmr(const Grid& grid, const Rules& rules, std::optional<double> target) {
  return {.values = grid.values,
          .known = grid.known,
          .group_starts = grid.group_starts,
          .better = rules.better,
          .target = target};
}

// All but the verdict itself.
SeriesVerdict Begin(const SeriesFigures& series, const Rules& rules, const Grid& grid) {
  return {.timeline = grid.timeline,
          .chart = ChartFor(rules, grid),
          .latest_value = grid.values.empty() ? 0 : grid.values.back(),
          .target = TargetOf(series, rules)};
}

// Of the latest rows of what is drawn; `known` may be empty.
DrawnProcess Drawn(Rows rows, std::span<const stats::Marked> marked,
                   std::span<const std::uint8_t> known) {
  return {.marked = marked.subspan(rows.first, rows.count),
          .known = known.empty() ? known : known.subspan(rows.first, rows.count)};
}

void AddXmrChart(const Grid& grid, const Rules& rules, SeriesChart& chart) {
  stats::XmrChart made = stats::ComputeXmrChart(ToXmr(grid, rules, chart.verdict.target), kOptions);
  chart.verdict.verdict = made.verdict;
  chart.points = std::move(made.points);
  for (const stats::XmrGroup& group : made.groups) {
    chart.lines.insert(chart.lines.end(), group.rows, stats::ToLines(group.limits));
    chart.processes.push_back({.first = group.first,
                               .rows = group.rows,
                               .trial = group.limits.trial,
                               .has_limits = group.limits.limits.has_value(),
                               .baseline_points = group.limits.baseline_points});
  }
}

void AddProcess(const Grid& grid, Rows rows, const Rules& rules, SeriesChart& chart) {
  const ProcessLines made = LinesOf(grid, rows, chart.verdict.chart, rules);
  chart.verdict.verdict = JudgeProcess(made, rows, rules, chart.verdict.target,
                                       std::span(chart.points).subspan(rows.first, rows.count));
  for (std::size_t i = 0; i < rows.count; ++i) {
    chart.lines.push_back(made.lines[made.lines.size() == 1 ? 0 : i]);
    chart.values[rows.first + i] = made.values[i];
    if (!made.known.empty()) chart.known[rows.first + i] = made.known[i];
  }
  chart.processes.push_back({.first = rows.first,
                             .rows = rows.count,
                             .trial = made.trial,
                             .has_limits = chart.verdict.verdict.limits.has_value(),
                             .baseline_points = made.baseline_points});
}

}  // namespace

SeriesVerdict JudgeLatest(const SeriesFigures& series, const Rules& rules,
                          std::span<const domain::Day> step_days, Scratch& scratch) {
  Grid& grid = scratch.grid;
  LayOut(series, rules, step_days, grid);
  SeriesVerdict judged = Begin(series, rules, grid);
  if (scratch.marked.size() < grid.rows()) scratch.marked.resize(grid.rows());
  const std::span<stats::Marked> marked(scratch.marked);
  const Rows rows = LatestProcess(grid);
  if (judged.chart == ChartKind::kXmr || grid.rows() == 0) {
    judged.verdict =
        stats::JudgeXmr(ToXmr(grid, rules, judged.target), kOptions, marked.first(grid.rows()));
    judged.recent = RecentOf(series, rules, grid, judged.chart, Drawn(rows, marked, grid.known));
    return judged;
  }
  const ProcessLines made = LinesOf(grid, rows, judged.chart, rules);
  judged.verdict = JudgeProcess(made, rows, rules, judged.target, marked.first(rows.count));
  judged.recent = RecentOf(series, rules, grid, judged.chart,
                           {.marked = marked.first(rows.count), .known = made.known});
  return judged;
}

SeriesChart ComputeChart(const SeriesFigures& series, const Rules& rules,
                         std::span<const domain::Day> step_days) {
  Grid grid;
  LayOut(series, rules, step_days, grid);
  SeriesChart chart{.verdict = Begin(series, rules, grid), .values = grid.values};
  chart.known = grid.known.empty() ? std::vector<std::uint8_t>(grid.rows(), 1) : grid.known;
  if (chart.verdict.chart == ChartKind::kXmr || grid.rows() == 0) {
    AddXmrChart(grid, rules, chart);
  } else {
    chart.points.resize(grid.rows());
    for (const Rows rows : ProcessesOf(grid)) AddProcess(grid, rows, rules, chart);
  }
  chart.verdict.recent = RecentOf(series, rules, grid, chart.verdict.chart,
                                  Drawn(LatestProcess(grid), chart.points, chart.known));
  return chart;
}

std::string Sentence(const SeriesVerdict& verdict, const Rules& rules) {
  return stats::ToSentence(verdict.verdict, WordsOf(rules, verdict.timeline, verdict.target));
}

}  // namespace trustwatch::history
