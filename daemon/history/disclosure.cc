#include "daemon/history/disclosure.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/history/dimensions.h"
#include "daemon/history/series_figures.h"

namespace trustwatch::history {
namespace {

using domain::Indicator;
using domain::IndicatorKind;
using domain::SmallNumbers;

// More than any count: nobody knows how many the figure is about.
constexpr double kUnknownCount = std::numeric_limits<double>::infinity();

bool IsSmall(double count, const SmallNumbers& rule) {
  return count < rule.hide_under && !(count == 0 && rule.show_zero);
}

// Whether the number 0 says that there was nobody; a wait or a score of 0 does not.
bool IsZeroOfNobody(IndicatorKind kind) {
  return kind != IndicatorKind::kDuration && kind != IndicatorKind::kScore;
}

// How many the figure is about: what decides whether it is hidden, and which part is the smallest.
double CountOf(const Figure& figure, const Ratio& ratio, IndicatorKind kind) {
  if (figure.kind == FigureKind::kNilReturn) return 0;
  if (kind == IndicatorKind::kCount) return figure.value;
  if (figure.value == 0 && IsZeroOfNobody(kind)) return 0;
  if (ratio.denominator <= 0) return kUnknownCount;
  const bool has_counted_numerator =
      kind == IndicatorKind::kProportion || kind == IndicatorKind::kRate;
  return has_counted_numerator ? ratio.numerator : ratio.denominator;
}

double Rounded(double value, IndicatorKind kind, const SmallNumbers& rule) {
  if (kind == IndicatorKind::kCount) return std::round(value / rule.round_to) * rule.round_to;
  const double steps = std::pow(10, rule.decimals);
  const double rounded = std::round(value * steps) / steps;
  return std::isfinite(rounded) ? rounded : value;  // numbers near the largest have no decimals
}

// By which the whole of a proportion or rate is compared, from the number that is shown of it.
Ratio RoundedRatio(double shown, double denominator, const Indicator& indicator) {
  const double rounded = std::round(denominator / kDenominatorStep) * kDenominatorStep;
  if (rounded < indicator.small_numbers->hide_under) return {};
  const double numerator = shown * rounded / indicator.scale;
  return {.numerator = numerator, .denominator = rounded};
}

bool IsCompared(const Indicator& indicator) {
  return indicator.scale > 0 &&
         (indicator.kind == IndicatorKind::kProportion || indicator.kind == IndicatorKind::kRate);
}

bool IsShown(const Figure& figure) {
  return figure.kind == FigureKind::kNumber || figure.kind == FigureKind::kNilReturn;
}

bool IsHidden(const Figure& figure) { return figure.kind == FigureKind::kSuppressed; }

// Whether a figure is hidden for what itself says.
bool IsHiddenFirst(const Figure& figure, const Ratio& ratio, IndicatorKind kind,
                   const SmallNumbers& rule) {
  if (IsSmall(CountOf(figure, ratio, kind), rule)) return true;
  if (figure.kind != FigureKind::kNumber) return false;
  if (ratio.denominator > 0 && ratio.denominator < rule.hide_under) return true;
  return !rule.show_zero && IsZeroOfNobody(kind) && Rounded(figure.value, kind, rule) == 0;
}

void Hide(SeriesFigures& figures, std::size_t index) {
  figures.Replace(index, FigureKind::kSuppressed, 0);
}

// Discloses one family by a rule; used once.
class Discloser {
 public:
  // The indicator has a rule.
  Discloser(const Indicator& indicator, std::vector<FamilySeries>& family)
      : indicator_(indicator),
        kind_(indicator.kind),
        rule_(*indicator.small_numbers),
        family_(family) {}

  void Run() {
    HideFirst();
    if (family_.size() > 1) HideSecond();
    RoundOthers();
  }

 private:
  // A figure of the period at hand.
  struct Cell {
    Ordinal at = 0;
    std::size_t series = 0;
    std::size_t index = 0;  // among the figures of the series
    double count = 0;
  };

  bool IsExempt(const FamilySeries& series) const {
    return rule_.breakdowns_only && series.breakdown.empty();
  }
  const Figure& FigureOf(const Cell& cell) const {
    return family_[cell.series].figures.figures()[cell.index];
  }
  void HideCell(const Cell& cell) { Hide(family_[cell.series].figures, cell.index); }

  void HideFirst();
  void HideSecond();
  void HideSecond(const std::vector<const Cell*>& cells, const Dimension& dimension);
  void HideUntilTwoDiffer(const std::vector<const Cell*>& cells, const Dimension& dimension);
  std::vector<Cell> CellsByPeriod() const;
  void RoundOthers();
  void RoundRatios(SeriesFigures& figures) const;

  const Indicator& indicator_;
  const IndicatorKind kind_;
  const SmallNumbers& rule_;
  std::vector<FamilySeries>& family_;
  std::vector<std::vector<double>> counts_;  // of each series, as they were
};

void Discloser::HideFirst() {
  counts_.resize(family_.size());
  for (std::size_t i = 0; i < family_.size(); ++i) {
    SeriesFigures& figures = family_[i].figures;
    counts_[i].reserve(figures.figures().size());
    for (std::size_t index = 0; index < figures.figures().size(); ++index) {
      const Figure& figure = figures.figures()[index];
      const Ratio ratio = figures.RatioAt(index);
      const bool is_shown = IsShown(figure);
      counts_[i].push_back(is_shown ? CountOf(figure, ratio, kind_) : kUnknownCount);
      const bool is_secret =
          is_shown && !IsExempt(family_[i]) && IsHiddenFirst(figure, ratio, kind_, rule_);
      if (is_secret) Hide(figures, index);
    }
  }
}

std::vector<Discloser::Cell> Discloser::CellsByPeriod() const {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < family_.size(); ++i) {
    const std::vector<Figure>& figures = family_[i].figures.figures();
    for (std::size_t index = 0; index < figures.size(); ++index) {
      cells.push_back(
          {.at = figures[index].at, .series = i, .index = index, .count = counts_[i][index]});
    }
  }
  std::stable_sort(cells.begin(), cells.end(),
                   [](const Cell& a, const Cell& b) { return a.at < b.at; });
  return cells;
}

void Discloser::HideSecond() {
  std::vector<std::string_view> breakdowns;
  for (const FamilySeries& series : family_) breakdowns.emplace_back(series.breakdown);
  const std::vector<Dimension> dimensions = DimensionsOf(breakdowns);
  const std::vector<Cell> cells = CellsByPeriod();
  std::vector<const Cell*> of_period(family_.size());  // nullptr: the series has none
  for (std::size_t begin = 0; begin < cells.size();) {
    std::fill(of_period.begin(), of_period.end(), nullptr);
    std::size_t end = begin;
    for (; end < cells.size() && cells[end].at == cells[begin].at; ++end) {
      of_period[cells[end].series] = &cells[end];
    }
    for (const Dimension& dimension : dimensions) HideSecond(of_period, dimension);
    begin = end;
  }
}

void Discloser::HideSecond(const std::vector<const Cell*>& cells, const Dimension& dimension) {
  const bool is_total_hidden =
      std::any_of(dimension.totals.begin(), dimension.totals.end(), [&](std::size_t series) {
        return cells[series] != nullptr && IsHidden(FigureOf(*cells[series]));
      });
  if (!is_total_hidden) return HideUntilTwoDiffer(cells, dimension);
  for (const std::size_t part : dimension.parts) {
    if (cells[part] != nullptr && IsShown(FigureOf(*cells[part]))) HideCell(*cells[part]);
  }
}

void Discloser::HideUntilTwoDiffer(const std::vector<const Cell*>& cells,
                                   const Dimension& dimension) {
  const bool is_any_hidden = std::any_of(
      dimension.parts.begin(), dimension.parts.end(),
      [&](std::size_t part) { return cells[part] != nullptr && IsHidden(FigureOf(*cells[part])); });
  if (!is_any_hidden) return;
  std::set<double> hidden;  // different counts
  std::size_t unknown = 0;  // that came hidden: different from all others, as far as anybody knows
  std::multimap<double, const Cell*> shown;
  for (const std::size_t part : dimension.parts) {
    const Cell* const cell = cells[part];
    if (cell == nullptr) continue;
    const Figure& figure = FigureOf(*cell);
    if (IsShown(figure)) shown.emplace(cell->count, cell);
    if (!IsHidden(figure)) continue;
    if (cell->count == kUnknownCount) {
      ++unknown;
    } else {
      hidden.insert(cell->count);
    }
  }
  while (hidden.size() + unknown == 1 && !shown.empty()) {
    const double smallest = shown.begin()->first;
    const auto equal = shown.equal_range(smallest);
    std::for_each(equal.first, equal.second, [this](const auto& it) { HideCell(*it.second); });
    shown.erase(equal.first, equal.second);
    hidden.insert(smallest);
  }
}

void Discloser::RoundOthers() {
  for (FamilySeries& series : family_) {
    if (IsExempt(series)) continue;
    for (std::size_t index = 0; index < series.figures.figures().size(); ++index) {
      const Figure figure = series.figures.figures()[index];
      if (figure.kind != FigureKind::kNumber) continue;
      series.figures.Replace(index, FigureKind::kNumber, Rounded(figure.value, kind_, rule_));
    }
    if (series.breakdown.empty() && IsCompared(indicator_)) {
      RoundRatios(series.figures);
    } else {
      series.figures.ForgetRatios();
    }
  }
}

void Discloser::RoundRatios(SeriesFigures& figures) const {
  std::vector<Ratio> rounded;
  rounded.reserve(figures.figures().size());
  bool is_any_known = false;
  for (std::size_t index = 0; index < figures.figures().size(); ++index) {
    const Figure& figure = figures.figures()[index];
    const double denominator = figures.ComparedAt(index).denominator;
    rounded.push_back(figure.kind == FigureKind::kNumber
                          ? RoundedRatio(figure.value, denominator, indicator_)
                          : Ratio{});
    is_any_known = is_any_known || rounded.back().denominator > 0;
  }
  if (!is_any_known) return figures.ForgetRatios();
  figures.DiscloseRatios(std::move(rounded));
}

void HideAll(std::vector<FamilySeries>& family) {
  for (FamilySeries& series : family) {
    series.figures.ForgetRatios();
    for (std::size_t index = 0; index < series.figures.figures().size(); ++index) {
      if (IsShown(series.figures.figures()[index])) Hide(series.figures, index);
    }
  }
}

}  // namespace

Disclosure DisclosureOf(const Indicator* indicator) {
  if (indicator == nullptr) return Disclosure::kNot;
  return indicator->small_numbers ? Disclosure::kByRule : Disclosure::kAsTheyStand;
}

double ShownNumber(const Indicator& indicator, double value) {
  const auto& rule = indicator.small_numbers;
  return rule && !rule->breakdowns_only ? Rounded(value, indicator.kind, *rule) : value;
}

void Disclose(const Indicator* indicator, std::vector<FamilySeries>& family) {
  switch (DisclosureOf(indicator)) {
    case Disclosure::kAsTheyStand:
      return;
    case Disclosure::kByRule:
      return Discloser(*indicator, family).Run();
    case Disclosure::kNot:
      return HideAll(family);
  }
}

}  // namespace trustwatch::history
