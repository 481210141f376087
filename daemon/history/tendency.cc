#include "daemon/history/tendency.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/period.h"
#include "daemon/history/grid.h"
#include "daemon/history/process_lines.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_words.h"
#include "daemon/stats/known.h"
#include "daemon/stats/lasting_drift.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/tendency_sentence.h"
#include "daemon/stats/trajectory.h"

namespace trustwatch::history {
namespace {

using domain::ChartKind;

bool IsLevel(ChartKind chart) { return chart != ChartKind::kT && chart != ChartKind::kG; }

bool Overlaps(const Timeline& timeline) { return timeline.step < timeline.span.count; }

// How many rows hold the first `points` known points; absent if there are fewer.
std::optional<std::size_t> RowsWith(std::size_t points, const ProcessLines& process) {
  for (std::size_t row = 0; row < process.values.size(); ++row) {
    if (stats::IsKnown(process.known, row) && --points == 0) return row + 1;
  }
  return std::nullopt;
}

// What comes after the baseline, of what has one entry for each row, or one or none for all.
template <typename T>
std::span<const T> After(std::size_t baseline_rows, const std::vector<T>& all) {
  return all.size() < 2 ? std::span<const T>(all) : std::span<const T>(all).subspan(baseline_rows);
}

std::optional<Tendency::FoundDrift> FindDrift(const Grid& grid, Rows rows, ChartKind chart,
                                              const Rules& rules, const ProcessLines& process) {
  const std::optional<std::size_t> baseline = RowsWith(stats::kDriftBaselinePoints, process);
  if (!baseline) return std::nullopt;
  const ProcessLines made = LinesOf(grid, rows, chart, rules,
                                    {.baseline_rows = static_cast<int>(*baseline), .clamp = false});
  std::optional<stats::LastingDrift> drift =
      stats::FindLastingDrift({.values = After(*baseline, made.values),
                               .known = After(*baseline, made.known),
                               .lines = After(*baseline, made.lines)});
  if (!drift) return std::nullopt;
  drift->since += rows.first + *baseline;
  return Tendency::FoundDrift{.drift = *drift, .centre = made.lines.front().centre};
}

}  // namespace

Tendency ComputeTendency(const SeriesFigures& series, const Rules& rules,
                         std::span<const domain::Day> step_days) {
  Grid grid;
  LayOut(series, rules, step_days, grid);
  Tendency tendency{.timeline = grid.timeline, .target = TargetOf(series, rules)};
  const ChartKind chart = ChartFor(rules, grid);
  if (grid.rows() == 0 || !IsLevel(chart) || Overlaps(grid.timeline)) return tendency;
  const Rows rows = LatestProcess(grid);
  const ProcessLines process = LinesOf(grid, rows, chart, rules);
  tendency.drift = FindDrift(grid, rows, chart, rules, process);
  tendency.trajectory = stats::ComputeTrajectory({.first = rows.first,
                                                  .values = process.values,
                                                  .known = process.known,
                                                  .better = rules.better,
                                                  .target = tendency.target});
  return tendency;
}

std::string DriftSentence(const Tendency& tendency, const Rules& rules) {
  if (!tendency.drift) return "";
  return stats::ToSentence(tendency.drift->drift, tendency.drift->centre, rules.better,
                           WordsOf(rules, tendency.timeline, tendency.target));
}

std::string TrajectorySentence(const Tendency& tendency, const Rules& rules) {
  if (!tendency.trajectory) return "";
  return stats::ToSentence(*tendency.trajectory,
                           WordsOf(rules, tendency.timeline, tendency.target));
}

}  // namespace trustwatch::history
