#include "daemon/insight/compared_figures.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/compared_period.h"
#include "daemon/insight/counted.h"

namespace trustwatch::insight {
namespace {

using history::Figure;
using history::LastDayOf;

bool IsCompared(const domain::Slice& slice, const domain::Catalogue& catalogue) {
  if (!slice.breakdown.empty()) return false;
  const domain::Indicator* const indicator = catalogue.Find(slice.indicator.text());
  return CountedAs(indicator).has_value() && slice.span == indicator->spans.front();
}

// The index of the first figure that is kept; there is at least one.
std::size_t FirstKept(const std::vector<Figure>& figures, domain::Span span) {
  const domain::Day newest = LastDayOf(figures.back().at, span);
  const auto recent = std::partition_point(
      figures.begin(), figures.end(),
      [&](const Figure& figure) { return newest - LastDayOf(figure.at, span) >= kReportsWithin; });
  const auto first = static_cast<std::size_t>(recent - figures.begin());
  return first > 0 ? first - 1 : 0;
}

}  // namespace

std::shared_ptr<const ComparedFigures> ComparedFiguresOf(const history::SeriesFigures& figures,
                                                         const domain::Slice& slice,
                                                         const domain::Catalogue& catalogue) {
  const std::vector<Figure>& all = figures.figures();
  if (all.empty() || !IsCompared(slice, catalogue)) return nullptr;
  const std::size_t first = FirstKept(all, slice.span);
  ComparedFigures kept{.periods = {}, .ratios = {}, .begins_earlier = first > 0};
  kept.periods.reserve(all.size() - first);
  kept.ratios.reserve(all.size() - first);
  for (std::size_t i = first; i < all.size(); ++i) {
    const bool is_number = all[i].kind == history::FigureKind::kNumber;
    kept.periods.push_back(all[i].at);
    kept.ratios.push_back(is_number ? figures.ComparedAt(i) : history::Ratio{});
  }
  return std::make_shared<const ComparedFigures>(std::move(kept));
}

}  // namespace trustwatch::insight
