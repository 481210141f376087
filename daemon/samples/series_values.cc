#include "daemon/samples/series_values.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/history/grid.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/held.h"
#include "daemon/samples/instants.h"
#include "daemon/samples/metric.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "daemon/stats/verdict_word.h"

namespace trustwatch::samples {
namespace {

using history::SeriesPast;

// By word, which is the order of their series.
constexpr std::array<std::string_view, 7> kWords = {
    "common_cause",    "concern_high", "concern_low", "improvement_high",
    "improvement_low", "neither_high", "neither_low"};

std::string_view WordOf(const stats::Marked& point, stats::Better better) {
  return stats::VerdictWord(stats::VariationOf(point.label, better), point.label);
}

// What a line says at a point; absent where there is none.
std::optional<double> LineAt(Metric metric, const history::SeriesChart& chart, std::size_t row,
                             bool has_limits) {
  const stats::Lines& lines = chart.lines[row];
  switch (metric) {
    case Metric::kMean:
      return lines.has_centre ? std::optional(lines.centre) : std::nullopt;
    case Metric::kLowerLimit:
      return has_limits && lines.lower != stats::kNoLower ? std::optional(lines.lower)
                                                          : std::nullopt;
    case Metric::kUpperLimit:
      return has_limits && lines.upper != stats::kNoUpper ? std::optional(lines.upper)
                                                          : std::nullopt;
    default:
      return std::nullopt;
  }
}

constexpr std::array<std::string_view, 1> kNoWord = {""};

}  // namespace

std::span<const std::string_view> WordsOf(Metric metric) {
  if (metric == Metric::kPoint) return kWords;
  return kNoWord;
}

bool MayHave(Metric metric, const history::Rules& rules) {
  return metric != Metric::kTarget || rules.has_standards;
}

void SeriesValues::Add(const history::Timeline& timeline, std::size_t position, double value) {
  const history::Ordinal at = timeline.OrdinalAt(position);
  held_.push_back({.from_ms = PeriodMs(at, timeline.span),
                   .until_ms = PeriodMs(at + timeline.step, timeline.span),
                   .value = value});
}

void SeriesValues::AddFigures(const SeriesPast& past, const history::Rules& rules) {
  history::LayOut(past.figures, rules, {}, grid_);
  for (const history::Figure& figure : past.figures.figures()) {
    if (figure.kind != history::FigureKind::kNumber) continue;
    Add(grid_.timeline, grid_.timeline.PositionOf(figure.at), figure.value);
  }
}

void SeriesValues::AddTargets(const SeriesPast& past, const history::Rules& rules) {
  if (!MayHave(Metric::kTarget, rules)) return;
  history::LayOut(past.figures, rules, {}, grid_);
  const history::Timeline& timeline = grid_.timeline;
  for (std::size_t row = 0; row < grid_.rows(); ++row) {
    const auto target = rules.TargetOn(history::LastDayOf(timeline.OrdinalAt(row), timeline.span));
    if (target) Add(timeline, row, *target);
  }
}

void SeriesValues::AddLine(Metric metric, const history::SeriesChart& chart) {
  for (const history::SeriesChart::Process& process : chart.processes) {
    for (std::size_t row = process.first; row < process.first + process.rows; ++row) {
      const auto value = LineAt(metric, chart, row, process.has_limits);
      if (value) Add(chart.verdict.timeline, row, *value);
    }
  }
}

void SeriesValues::EachWord(const history::SeriesChart& chart, const history::Rules& rules,
                            const Visit& visit) {
  for (const std::string_view word : kWords) {
    held_.clear();
    for (std::size_t row = 0; row < chart.points.size(); ++row) {
      if (chart.known[row] != 0 && WordOf(chart.points[row], rules.better) == word) {
        Add(chart.verdict.timeline, row, chart.values[row]);
      }
    }
    if (!held_.empty()) visit(word, held_);
  }
}

void SeriesValues::Each(Metric metric, const SeriesPast& past, const history::Rules& rules,
                        const Visit& visit) {
  held_.clear();
  switch (metric) {
    case Metric::kValue:
      AddFigures(past, rules);
      break;
    case Metric::kTarget:
      AddTargets(past, rules);
      break;
    case Metric::kPoint:
      EachWord(history::ComputeChart(past.figures, rules, past.step_days), rules, visit);
      return;
    case Metric::kMean:
    case Metric::kLowerLimit:
    case Metric::kUpperLimit:
      AddLine(metric, history::ComputeChart(past.figures, rules, past.step_days));
      break;
    case Metric::kHistoryUp:
    case Metric::kIndicatorInfo:
    case Metric::kEvent:
    case Metric::kOrganisation:
    case Metric::kReturnInTime:
    case Metric::kReturnOwed:
    case Metric::kReturnReceived:
      TRUSTWATCH_CHECK(false);  // not of a series
  }
  if (!held_.empty()) visit("", held_);
}

}  // namespace trustwatch::samples
