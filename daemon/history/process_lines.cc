#include "daemon/history/process_lines.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/history/grid.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/stats/laney_charts.h"
#include "daemon/stats/rare_event_charts.h"
#include "daemon/stats/xmr_limits.h"
#include "daemon/stats/xmr_options.h"

namespace trustwatch::history {
namespace {

using domain::ChartKind;

template <typename T>
std::span<const T> Part(const std::vector<T>& all, Rows rows) {
  return all.empty() ? std::span<const T>()
                     : std::span<const T>(all).subspan(rows.first, rows.count);
}

ProcessLines LaneyLines(const Grid& grid, Rows rows, stats::LaneyKind kind, double scale,
                        const LineOptions& options) {
  stats::LaneyChart made = stats::ComputeLaneyChart(
      Part(grid.numerators, rows), Part(grid.denominators, rows), Part(grid.known, rows),
      options.baseline_rows, {.kind = kind, .scale = scale, .clamp = options.clamp});
  return {.values = std::move(made.values),
          .known = std::move(made.known),
          .lines = std::move(made.lines),
          .baseline_points = made.baseline_points,
          .trial = made.trial};
}

ProcessLines XmrLines(const Grid& grid, Rows rows, int baseline_rows) {
  const std::span<const double> values = Part(grid.values, rows);
  const std::span<const std::uint8_t> known = Part(grid.known, rows);
  const stats::XmrLimits made =
      stats::ComputeXmrLimits(values, known, baseline_rows, stats::kMakingDataCount);
  return {.values = {values.begin(), values.end()},
          .known = {known.begin(), known.end()},
          .lines = {stats::ToLines(made)},
          .baseline_points = made.baseline_points,
          .trial = made.trial};
}

ProcessLines RareEventLines(const Grid& grid, Rows rows, ChartKind chart, int baseline_rows) {
  const std::span<const double> values = Part(grid.values, rows);
  const std::span<const std::uint8_t> known = Part(grid.known, rows);
  const stats::RareEventChart made =
      chart == ChartKind::kT
          ? stats::ComputeTChart(values, known, baseline_rows, {})
          : stats::ComputeGChart(values, known, baseline_rows, stats::GVariant::kProbability, {});
  return {.values = {values.begin(), values.end()},
          .known = {known.begin(), known.end()},
          .lines = {made.lines},
          .baseline_points = made.baseline_points,
          .trial = made.trial};
}

}  // namespace

std::vector<Rows> ProcessesOf(const Grid& grid) {
  std::vector<Rows> processes;
  if (grid.rows() == 0) return processes;
  std::size_t first = 0;
  for (const std::size_t start : grid.group_starts) {
    processes.push_back({first, start - first});
    first = start;
  }
  processes.push_back({first, grid.rows() - first});
  return processes;
}

Rows LatestProcess(const Grid& grid) {
  const std::size_t first = grid.group_starts.empty() ? 0 : grid.group_starts.back();
  return {first, grid.rows() - first};
}

ChartKind ChartFor(const Rules& rules, const Grid& grid) {
  const bool needs_ratios = rules.chart == ChartKind::kPPrime || rules.chart == ChartKind::kUPrime;
  return needs_ratios && grid.denominators.empty() ? ChartKind::kXmr : rules.chart;
}

std::optional<double> TargetOf(const SeriesFigures& series, const Rules& rules) {
  if (!rules.has_standards || series.figures().empty()) return std::nullopt;
  return rules.TargetOn(LastDayOf(series.figures().back().at, rules.span));
}

ProcessLines LinesOf(const Grid& grid, Rows rows, ChartKind chart, const Rules& rules,
                     const LineOptions& options) {
  switch (chart) {
    case ChartKind::kXmr:
      return XmrLines(grid, rows, options.baseline_rows);
    case ChartKind::kPPrime:
      return LaneyLines(grid, rows, stats::LaneyKind::kProportion, rules.scale, options);
    case ChartKind::kUPrime:
      return LaneyLines(grid, rows, stats::LaneyKind::kRate, rules.scale, options);
    case ChartKind::kT:
    case ChartKind::kG:
      break;
  }
  return RareEventLines(grid, rows, chart, options.baseline_rows);
}

}  // namespace trustwatch::history
