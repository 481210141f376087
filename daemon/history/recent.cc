#include "daemon/history/recent.h"

#include <algorithm>
#include <bit>
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
#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"

namespace trustwatch::history {
namespace {

using domain::ChartKind;
using domain::IndicatorKind;

constexpr int kVolumePeriods = 12;
constexpr double kEventsMin = 5;
constexpr int kSuppressedMax = 2;

bool IsKnown(std::span<const std::uint8_t> known, std::size_t row) {
  return known.empty() || known[row] != 0;
}

std::uint16_t Saturated(std::size_t count) {
  constexpr std::size_t kMax = std::numeric_limits<std::uint16_t>::max();
  return static_cast<std::uint16_t>(std::min(count, kMax));
}

// Two labels with the same way have the same word of verdict: which way is better is the same.
enum class Way : std::uint8_t { kNone, kHigh, kLow };

Way WayOf(stats::Label label) {
  if (label == stats::Label::kCommonCause) return Way::kNone;
  return stats::IsHigh(label) ? Way::kHigh : Way::kLow;
}

std::size_t VerdictPeriods(const DrawnProcess& drawn) {
  std::size_t row = drawn.marked.size();
  if (row == 0 || !IsKnown(drawn.known, row - 1)) return 0;
  const Way way = WayOf(drawn.marked.back().label);
  std::size_t periods = 0;
  while (row-- > 0) {
    if (!IsKnown(drawn.known, row)) continue;
    if (WayOf(drawn.marked[row].label) != way) break;
    ++periods;
  }
  return periods;
}

void SetOutside(const DrawnProcess& drawn, Recent& recent) {
  const std::size_t rows = std::min<std::size_t>(drawn.marked.size(), kRecentPeriods);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t row = drawn.marked.size() - 1 - i;
    if (!IsKnown(drawn.known, row)) continue;
    const auto bit = static_cast<std::uint8_t>(1U << i);
    const stats::Signals signals = drawn.marked[row].signals;
    recent.known |= bit;
    if (stats::Has(signals, stats::Label::kAboveUpper)) recent.above |= bit;
    if (stats::Has(signals, stats::Label::kBelowLower)) recent.below |= bit;
  }
}

// The targets of periods, asked for from the newest back: looked up once for all periods of a
// standard.
class TargetsBack {
 public:
  explicit TargetsBack(const Rules& rules) : rules_(rules) {}

  std::optional<double> Of(Ordinal at) {
    if (at < since_) {
      const TargetInForce found = rules_.TargetInForceOn(LastDayOf(at, rules_.span));
      target_ = found.target;
      // A period ends on or after a day if it does not come before the one that the day lies in.
      since_ =
          found.since ? OrdinalOf(*found.since, rules_.span) : std::numeric_limits<Ordinal>::min();
    }
    return target_;
  }

 private:
  const Rules& rules_;
  std::optional<double> target_;
  Ordinal since_ = std::numeric_limits<Ordinal>::max();
};

void SetStandard(const Rules& rules, const Grid& grid, Recent& recent) {
  const bool has_way = rules.better != stats::Better::kNeither;
  std::size_t row = grid.rows();
  if (!rules.has_standards || !has_way || row == 0 || !IsKnown(grid.known, row - 1)) return;
  TargetsBack targets(rules);
  std::size_t periods = 0;
  std::size_t before = 0;
  while (row-- > 0) {
    if (!IsKnown(grid.known, row)) continue;
    const std::optional<double> target = targets.Of(grid.timeline.OrdinalAt(row));
    if (!target) break;
    const double value = grid.values[row];
    const bool is_met = rules.better == stats::Better::kLower ? value <= *target : value >= *target;
    if (periods == 0) recent.standard_met = is_met;
    const bool is_same = is_met == recent.standard_met;
    if (is_same && before > 0) break;
    ++(is_same ? periods : before);
  }
  recent.standard_periods = Saturated(periods);
  recent.standard_periods_before = Saturated(before);
}

// Sums over the newest known figures.
struct Volume {
  int figures = 0;  // that were looked at
  int counted = 0;  // of these, those whose events are known
  double events = 0;
  double others = 0;  // of a proportion

  void Add(const Figure& figure, Ratio ratio, IndicatorKind kind) {
    ++figures;
    if (kind == IndicatorKind::kCount) {
      ++counted;
      events += figure.value;
    } else if (ratio.denominator > 0) {
      ++counted;
      events += ratio.numerator;
      others += ratio.denominator - ratio.numerator;
    }
  }

  bool IsLow(IndicatorKind kind) const {
    const double needed = kEventsMin * counted;
    return events < needed || (kind == IndicatorKind::kProportion && others < needed);
  }
};

bool CountsEvents(const Rules& rules, ChartKind chart) {
  if (rules.indicator == nullptr || chart == ChartKind::kT || chart == ChartKind::kG) return false;
  const IndicatorKind kind = rules.indicator->kind;
  return kind == IndicatorKind::kCount || kind == IndicatorKind::kProportion ||
         kind == IndicatorKind::kRate;
}

}  // namespace

bool IsLowVolume(const SeriesFigures& series, const Rules& rules, ChartKind chart,
                 std::int32_t step) {
  const std::vector<Figure>& figures = series.figures();
  if (figures.empty() || !CountsEvents(rules, chart)) return false;
  const IndicatorKind kind = rules.indicator->kind;
  const Ordinal recent_from = figures.back().at - (kVolumePeriods - 1) * step;
  int suppressed = 0;
  Volume volume;
  for (std::size_t i = figures.size(); i-- > 0;) {
    const Figure& figure = figures[i];
    if (volume.figures == kVolumePeriods) break;
    if (figure.at >= recent_from && figure.kind == FigureKind::kSuppressed) ++suppressed;
    if (IsKnownFigure(figure, rules)) volume.Add(figure, series.RatioAt(i), kind);
  }
  return suppressed > kSuppressedMax || volume.IsLow(kind);
}

std::uint8_t WithKnownBefore(std::uint8_t known) {
  // The highest bit that is set is the oldest known period.
  return known == 0 ? known : static_cast<std::uint8_t>(known & ~std::bit_floor(known));
}

std::uint8_t SteppedOut(std::uint8_t outside, std::uint8_t known) {
  std::uint8_t stepped = 0;
  bool was_outside = false;
  for (int i = kRecentPeriods - 1; i >= 0; --i) {
    const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(i));
    if ((known & bit) == 0) continue;
    const bool is_outside = (outside & bit) != 0;
    if (is_outside && !was_outside) stepped |= bit;
    was_outside = is_outside;
  }
  return static_cast<std::uint8_t>(stepped & WithKnownBefore(known));
}

Recent RecentOf(const SeriesFigures& series, const Rules& rules, const Grid& grid, ChartKind chart,
                const DrawnProcess& drawn) {
  Recent recent;
  recent.verdict_periods = Saturated(VerdictPeriods(drawn));
  recent.low_volume = IsLowVolume(series, rules, chart, grid.timeline.step);
  SetStandard(rules, grid, recent);
  SetOutside(drawn, recent);
  return recent;
}

}  // namespace trustwatch::history
