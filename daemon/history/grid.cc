#include "daemon/history/grid.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/domain/period.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"

namespace trustwatch::history {
namespace {

// How far the positions are apart.
std::int32_t StepOf(const std::vector<Figure>& figures, domain::Span span) {
  if (span.count == 1) return 1;
  std::int32_t step = 0;
  for (std::size_t i = 1; i < figures.size() && step != 1; ++i) {
    step = std::gcd(step, figures[i].at - figures[i - 1].at);
  }
  // One figure, or gaps that are all longer than the span: the span itself, or a part of it.
  return std::gcd(step, span.count);
}

void LayOutValues(const std::vector<Figure>& figures, const Rules& rules, Grid& grid) {
  const Timeline& timeline = grid.timeline;
  const std::size_t rows = timeline.PositionOf(figures.back().at) + 1;
  const bool all_known =
      rows == figures.size() && std::all_of(figures.begin(), figures.end(),
                                            [&](const auto& f) { return IsKnownFigure(f, rules); });
  grid.values.resize(rows);
  if (all_known) {
    grid.known.clear();
    std::transform(figures.begin(), figures.end(), grid.values.begin(),
                   [](const Figure& figure) { return figure.value; });
    return;
  }
  std::fill(grid.values.begin(), grid.values.end(), 0.0);
  grid.known.assign(rows, 0);
  for (const Figure& figure : figures) {
    const std::size_t row = timeline.PositionOf(figure.at);
    grid.values[row] = figure.value;
    grid.known[row] = IsKnownFigure(figure, rules) ? 1 : 0;
  }
}

void LayOutRatios(const SeriesFigures& series, const Rules& rules, Grid& grid) {
  grid.numerators.clear();
  grid.denominators.clear();
  if (!series.has_ratios()) return;
  grid.numerators.resize(grid.rows());
  grid.denominators.resize(grid.rows());
  const std::vector<Figure>& figures = series.figures();
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Ratio ratio = series.RatioAt(i);
    if (IsKnownFigure(figures[i], rules) && ratio.denominator <= 0) {
      grid.numerators.clear();
      grid.denominators.clear();
      return;
    }
    const std::size_t row = grid.timeline.PositionOf(figures[i].at);
    grid.numerators[row] = ratio.numerator;
    grid.denominators[row] = ratio.denominator;
  }
}

void LayOutGroups(std::span<const domain::Day> step_days, Grid& grid) {
  grid.group_starts.clear();
  for (const domain::Day day : step_days) {
    const Timeline& timeline = grid.timeline;
    // The first period that ends on or after the day: in the day's own month, or on the day itself.
    const Ordinal wanted = OrdinalOf(day, timeline.span);
    if (wanted <= timeline.first) continue;
    const auto row =
        static_cast<std::size_t>((wanted - timeline.first + timeline.step - 1) / timeline.step);
    if (row >= grid.rows()) break;
    if (grid.group_starts.empty() || grid.group_starts.back() != row) {
      grid.group_starts.push_back(row);
    }
  }
}

}  // namespace

bool IsKnownFigure(const Figure& figure, const Rules& rules) {
  return figure.kind == FigureKind::kNumber ||
         (figure.kind == FigureKind::kNilReturn && rules.nil_is_zero);
}

domain::Period Timeline::PeriodAt(std::size_t position) const {
  const absl::StatusOr<domain::Period> period =
      domain::Period::Ending(LastDayOf(OrdinalAt(position), span), span);
  TRUSTWATCH_CHECK(period.ok());
  return *period;
}

void LayOut(const SeriesFigures& series, const Rules& rules, std::span<const domain::Day> step_days,
            Grid& grid) {
  const std::vector<Figure>& figures = series.figures();
  grid.timeline = {.span = rules.span};
  if (figures.empty()) {
    grid.values.clear();
    grid.known.clear();
    grid.numerators.clear();
    grid.denominators.clear();
    grid.group_starts.clear();
    return;
  }
  grid.timeline.first = figures.front().at;
  grid.timeline.step = StepOf(figures, rules.span);
  LayOutValues(figures, rules, grid);
  LayOutRatios(series, rules, grid);
  LayOutGroups(step_days, grid);
}

}  // namespace trustwatch::history
