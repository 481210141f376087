#include "tests/conformance/spc_judged.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "daemon/base/check.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/limits.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "daemon/stats/xmr.h"
#include "daemon/stats/xmr_limits.h"
#include "daemon/stats/xmr_options.h"
#include "tests/conformance/r_lines.h"

namespace trustwatch::conformance {
namespace {

bool IsInfinite(double value) { return std::isinf(value); }

// A number of stats, or the package's where stats has none or has reached the largest double.
void Replace(double& number, double ours) {
  if (std::abs(ours) < std::numeric_limits<double>::max()) number = ours;
}

SpcGroupLines LinesOf(const stats::XmrLimits& ours, SpcGroupLines lines) {
  if (ours.mean.has_value()) lines.mean = *ours.mean;
  if (ours.spread.has_value()) lines.spread = *ours.spread;
  if (ours.screened_from.has_value()) lines.screened_from = ours.screened_from;
  if (ours.limits.has_value()) {
    Replace(lines.lower, ours.limits->lower);
    Replace(lines.upper, ours.limits->upper);
    Replace(lines.near_lower, ours.limits->near_lower);
    Replace(lines.near_upper, ours.limits->near_upper);
  }
  return lines;
}

stats::XmrSeries SeriesOf(const SpcSeries& series, const SpcJudged& judged,
                          std::span<const std::size_t> starts) {
  return {.values = judged.values,
          .known = judged.known,
          .group_starts = starts,
          .baseline_rows = BaselineRows(series),
          .better = BetterOf(series.direction).value_or(stats::Better::kNeither),
          .target = series.target};
}

void JudgeFinite(const SpcSeries& series, const Arranged& arranged, SpcJudged& judged) {
  const stats::XmrSeries input = SeriesOf(series, judged, arranged.groups);
  const stats::XmrOptions options = OptionsOf(series);
  const stats::XmrChart chart = stats::ComputeXmrChart(input, options);
  TRUSTWATCH_CHECK(chart.groups.size() == judged.groups.size());
  for (std::size_t g = 0; g < judged.groups.size(); ++g) {
    judged.groups[g].lines = LinesOf(chart.groups[g].limits, judged.groups[g].lines);
  }
  judged.points = chart.points;
  judged.verdict = chart.verdict;
  std::vector<stats::Marked> scratch(judged.values.size());
  TRUSTWATCH_CHECK(stats::JudgeXmr(input, options, scratch) == chart.verdict);
}

void JudgeInfinite(const SpcSeries& series, SpcJudged& judged) {
  const stats::XmrOptions options = OptionsOf(series);
  const stats::Better better = BetterOf(series.direction).value_or(stats::Better::kNeither);
  judged.points.resize(judged.values.size());
  for (const SpcGroup& group : judged.groups) {
    const SpcGroupLines& at = group.lines;
    const stats::Lines lines{.centre = at.mean,
                             .lower = at.lower,
                             .upper = at.upper,
                             .near_lower = at.near_lower,
                             .near_upper = at.near_upper,
                             .has_centre = !std::isnan(at.mean)};
    const auto values = std::span<const double>(judged.values).subspan(group.first, group.rows);
    const auto known = std::span<const std::uint8_t>(judged.known).subspan(group.first, group.rows);
    const auto marked = std::span(judged.points).subspan(group.first, group.rows);
    stats::MarkSignals(values, known, lines, options.rules, marked);
    judged.verdict = stats::VerdictOn(
        {.first = group.first, .values = values, .known = known, .marked = marked}, better);
    if (!series.target.has_value()) continue;
    judged.verdict.assurance = stats::AssuranceOf({.lower = at.lower, .upper = at.upper},
                                                  *series.target, better, options.target_on_limit);
  }
}

}  // namespace

stats::XmrOptions OptionsOf(const SpcSeries& series) {
  stats::XmrOptions options = stats::kPlotTheDots;
  options.screen_moving_ranges = series.screen;
  return options;
}

std::optional<int> BaselineRows(const SpcSeries& series) {
  if (!series.fix_after.has_value()) return std::nullopt;
  return static_cast<int>(std::clamp(std::floor(*series.fix_after), 0.0, 1e9));
}

SpcJudged Judge(const SpcSeries& series, const Arranged& arranged) {
  SpcJudged judged;
  for (const SpcInputRow& row : arranged.rows) {
    judged.values.push_back(row.value);
    judged.known.push_back(std::isnan(row.value) ? 0 : 1);
  }
  for (std::size_t g = 0; g < arranged.groups.size(); ++g) {
    const std::size_t first = arranged.groups[g];
    const std::size_t end =
        g + 1 < arranged.groups.size() ? arranged.groups[g + 1] : judged.values.size();
    const auto values = std::span<const double>(judged.values).subspan(first, end - first);
    judged.groups.push_back({.first = first,
                             .rows = end - first,
                             .lines = RLines(values, BaselineRows(series), series.screen)});
  }
  if (std::any_of(judged.values.begin(), judged.values.end(), IsInfinite)) {
    JudgeInfinite(series, judged);
  } else {
    JudgeFinite(series, arranged, judged);
  }
  return judged;
}

}  // namespace trustwatch::conformance
