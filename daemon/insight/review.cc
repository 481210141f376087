#include "daemon/insight/review.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/history/judge.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/expected.h"
#include "daemon/insight/review_marks.h"
#include "daemon/insight/verdicts.h"
#include "daemon/stats/run_rules.h"

namespace trustwatch::insight {
namespace {

using history::Ordinal;

// The month of the last day of the period at a position.
Ordinal MonthAt(const history::SeriesVerdict& judged, std::size_t position) {
  const Ordinal at = judged.timeline.OrdinalAt(position);
  const domain::Span span = judged.timeline.span;
  if (span.unit == domain::Span::Unit::kMonths) return at;
  return history::OrdinalOf(history::LastDayOf(at, span), domain::kMonth);
}

bool GoesTheirWay(const ReviewMark& mark, bool is_high) {
  if (mark.reason != ReviewReason::kManyStepTogether) return true;
  return is_high ? mark.is_above : mark.is_below;
}

bool BeginsWith(const ReviewMark& mark, const history::SeriesVerdict& judged) {
  const bool is_months = judged.timeline.span.unit == domain::Span::Unit::kMonths;
  // The first period that shows the month ends less than one step after it, the next one step
  // later.
  const Ordinal step = is_months ? judged.timeline.step : 1;
  const Ordinal month = MonthAt(judged, judged.verdict.signal->since);
  return mark.month <= month && month <= mark.month + 2 * step - 1;
}

bool NewestSteppedOut(const ReviewMark& mark, const history::SeriesVerdict& judged) {
  if (mark.reason != ReviewReason::kManyStepTogether) return false;
  if (MonthAt(judged, *judged.verdict.latest) != mark.month) return false;
  const history::Recent& recent = judged.recent;
  return (mark.is_above && (history::SteppedOut(recent.above, recent.known) & 1U) != 0) ||
         (mark.is_below && (history::SteppedOut(recent.below, recent.known) & 1U) != 0);
}

// The marks of each slice, by slice_id; looked up by name once.
class MarksBySlice {
 public:
  explicit MarksBySlice(const std::vector<IndicatorMark>& marks) : marks_(marks) {}

  std::span<const IndicatorMark> Of(const JudgedSeries& series) {
    const auto index = static_cast<std::size_t>(series.slice_id);
    if (index >= by_slice_.size()) by_slice_.resize(index + 1);
    auto& known = by_slice_[index];
    if (!known) {
      const domain::Slice whole{series.slice->indicator, "", series.slice->span};
      const auto [first, last] = std::equal_range(marks_.begin(), marks_.end(), whole, BySlice());
      known = std::span<const IndicatorMark>(first, last);
    }
    return *known;
  }

 private:
  struct BySlice {
    bool operator()(const IndicatorMark& a, const domain::Slice& b) const { return a.whole < b; }
    bool operator()(const domain::Slice& a, const IndicatorMark& b) const { return a < b.whole; }
  };

  const std::vector<IndicatorMark>& marks_;
  std::vector<std::optional<std::span<const IndicatorMark>>> by_slice_;
};

std::span<const OrganisationMark> MarksOf(const domain::OdsCode& organisation,
                                          const std::vector<OrganisationMark>& marks) {
  const auto first = std::lower_bound(
      marks.begin(), marks.end(), organisation,
      [](const OrganisationMark& a, const domain::OdsCode& b) { return a.organisation < b; });
  auto last = first;
  while (last != marks.end() && last->organisation == organisation) ++last;
  return {first, last};
}

// Adds each reason of these marks once; they stand by reason.
template <typename Mark>
void AddExplained(std::span<const Mark> marks, const domain::OdsCode& organisation,
                  const JudgedSeries& series, std::vector<ReviewedSeries>& reviewed) {
  for (const Mark& one : marks) {
    if (!Explains(one.mark, series.verdict)) continue;
    const ReviewedSeries found{organisation, series.slice, one.mark.reason};
    if (reviewed.empty() || reviewed.back() != found) reviewed.push_back(found);
  }
}

}  // namespace

bool Review::HoldsAt(absl::Time now) const { return LastCompleteMonth(now) == month; }

bool Explains(const ReviewMark& mark, const history::SeriesVerdict& judged) {
  const stats::Verdict& verdict = judged.verdict;
  if (!verdict.signal) return false;
  const bool is_looked_at =
      verdict.group_first > 0 && MonthAt(judged, verdict.group_first) >= mark.month;
  if (is_looked_at) return false;
  if (NewestSteppedOut(mark, judged)) return true;
  return GoesTheirWay(mark, stats::IsHigh(verdict.signal->label)) && BeginsWith(mark, judged);
}

Review ReviewAt(absl::Time now, const domain::Definitions& definitions,
                const VerdictSnapshot& verdicts) {
  Review review{.marks = ReviewMarksAt(now, definitions, verdicts),
                .series = {},
                .month = LastCompleteMonth(now)};
  MarksBySlice by_slice(review.marks.indicators);
  for (const auto& organisation : verdicts.organisations) {
    const auto of_all = MarksOf(organisation->organisation, review.marks.organisations);
    for (const JudgedSeries& series : organisation->series) {
      if (!series.verdict.verdict.signal) continue;
      AddExplained(by_slice.Of(series), organisation->organisation, series, review.series);
      AddExplained(of_all, organisation->organisation, series, review.series);
    }
  }
  return review;
}

}  // namespace trustwatch::insight
