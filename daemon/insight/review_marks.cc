#include "daemon/insight/review_marks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/history/judge.h"
#include "daemon/history/recent.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/expected.h"
#include "daemon/insight/step_change_proposals.h"
#include "daemon/insight/verdicts.h"
#include "daemon/stats/binomial.h"

namespace trustwatch::insight {
namespace {

using domain::EventKind;
using history::Ordinal;

constexpr double kOutsideChance = 0.005;
constexpr double kMarkChance = 1e-4;
constexpr int kOutsideMin = 3;

// The months whose marks hold.
struct Window {
  Ordinal first = 0;
  Ordinal last = 0;

  bool Has(Ordinal month) const { return first <= month && month <= last; }
};

Window WindowAt(absl::Time now) {
  const Ordinal complete = history::OrdinalOf(LastCompleteMonth(now).last(), domain::kMonth);
  return {.first = complete - (kReviewMonths - 1), .last = complete + 1};
}

Ordinal MonthOf(domain::Day day) { return history::OrdinalOf(day, domain::kMonth); }

// What organisations report of one period.
struct Tally {
  Ordinal at = 0;
  int organisations = 0;
  int above = 0;
  int below = 0;
};

// Of one slice.
struct SliceTallies {
  const domain::Slice* slice = nullptr;  // nullptr: nobody reports the whole of it
  std::vector<Tally> periods;            // few, so that they are found by looking through them

  Tally& At(Ordinal at) {
    for (Tally& tally : periods) {
      if (tally.at == at) return tally;
    }
    return periods.emplace_back(Tally{.at = at});
  }
};

void Count(const history::SeriesVerdict& judged, SliceTallies& tallies) {
  const history::Recent& recent = judged.recent;
  const std::uint8_t told = history::WithKnownBefore(recent.known);
  const std::uint8_t above = history::SteppedOut(recent.above, recent.known);
  const std::uint8_t below = history::SteppedOut(recent.below, recent.known);
  for (int i = 0; i < history::kRecentPeriods; ++i) {
    const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(i));
    if ((told & bit) == 0) continue;
    Tally& tally =
        tallies.At(judged.timeline.OrdinalAt(*judged.verdict.latest - static_cast<std::size_t>(i)));
    ++tally.organisations;
    if ((above & bit) != 0) ++tally.above;
    if ((below & bit) != 0) ++tally.below;
  }
}

std::vector<SliceTallies> TalliesOf(const VerdictSnapshot& verdicts) {
  std::vector<SliceTallies> all;  // by slice_id
  for (const auto& organisation : verdicts.organisations) {
    for (const JudgedSeries& series : organisation->series) {
      const stats::Verdict& verdict = series.verdict.verdict;
      const bool is_firm = verdict.limits && !verdict.trial && !series.verdict.recent.low_volume;
      if (!is_firm || !series.slice->breakdown.empty()) continue;
      const auto index = static_cast<std::size_t>(series.slice_id);
      if (index >= all.size()) all.resize(index + 1);
      all[index].slice = series.slice;
      Count(series.verdict, all[index]);
    }
  }
  return all;
}

void AddStepsTogether(const VerdictSnapshot& verdicts, const Window& window,
                      std::vector<IndicatorMark>& marks) {
  for (const SliceTallies& tallies : TalliesOf(verdicts)) {
    for (const Tally& tally : tallies.periods) {
      const domain::Span span = tallies.slice->span;
      const Ordinal month = MonthOf(history::LastDayOf(tally.at, span));
      if (!window.Has(month)) continue;
      const ReviewMark mark{.reason = ReviewReason::kManyStepTogether,
                            .month = month,
                            .is_above = IsMoreThanChance(tally.organisations, tally.above),
                            .is_below = IsMoreThanChance(tally.organisations, tally.below)};
      if (mark.is_above || mark.is_below) marks.push_back({*tallies.slice, mark});
    }
  }
}

void AddDefinitionChanges(const domain::Catalogue& catalogue, const Window& window,
                          std::vector<IndicatorMark>& marks) {
  for (const domain::Indicator& indicator : catalogue.indicators()) {
    for (const domain::DefinitionChange& change : indicator.changes) {
      const Ordinal month = MonthOf(change.date);
      if (change.version < 2 || !window.Has(month)) continue;
      for (const domain::Span span : indicator.spans) {
        marks.push_back({{indicator.id, "", span},
                         {.reason = ReviewReason::kDefinitionChanged, .month = month}});
      }
    }
  }
}

std::optional<ReviewReason> ReasonOf(EventKind kind) {
  switch (kind) {
    case EventKind::kMerger:
    case EventKind::kAcquisition:
    case EventKind::kSplit:
    case EventKind::kServiceTransfer:
      return ReviewReason::kMerger;
    case EventKind::kCoverageChange:
      return ReviewReason::kCoverageChanged;
    case EventKind::kRename:
    case EventKind::kIncident:
      break;
  }
  return std::nullopt;
}

void AddEvents(const domain::Register& organisations, const Window& window,
               std::vector<OrganisationMark>& marks) {
  for (const domain::RegisterEvent& event : organisations.events()) {
    const std::optional<ReviewReason> reason = ReasonOf(event.kind);
    const Ordinal month = MonthOf(event.first_month);
    if (!reason || !window.Has(month)) continue;
    for (const domain::OdsCode& code : AffectedBy(event, organisations)) {
      marks.push_back({code, {.reason = *reason, .month = month}});
    }
  }
}

}  // namespace

std::string_view ReviewWord(ReviewReason reason) {
  switch (reason) {
    case ReviewReason::kManyStepTogether:
      return "many_step_together";
    case ReviewReason::kDefinitionChanged:
      return "definition_changed";
    case ReviewReason::kMerger:
      return "merger";
    case ReviewReason::kCoverageChanged:
      return "coverage_changed";
  }
  return "";
}

bool IsMoreThanChance(int organisations, int outside) {
  return outside >= kOutsideMin &&
         stats::BinomialUpperTail(organisations, kOutsideChance, outside) < kMarkChance;
}

ReviewMarks ReviewMarksAt(absl::Time now, const domain::Definitions& definitions,
                          const VerdictSnapshot& verdicts) {
  const Window window = WindowAt(now);
  ReviewMarks marks;
  AddStepsTogether(verdicts, window, marks.indicators);
  AddDefinitionChanges(definitions.catalogue, window, marks.indicators);
  AddEvents(definitions.organisations, window, marks.organisations);
  std::sort(marks.indicators.begin(), marks.indicators.end(),
            [](const IndicatorMark& a, const IndicatorMark& b) {
              return std::tie(a.whole, a.mark.reason, a.mark.month) <
                     std::tie(b.whole, b.mark.reason, b.mark.month);
            });
  std::sort(marks.organisations.begin(), marks.organisations.end(),
            [](const OrganisationMark& a, const OrganisationMark& b) {
              return std::tie(a.organisation, a.mark.reason, a.mark.month) <
                     std::tie(b.organisation, b.mark.reason, b.mark.month);
            });
  return marks;
}

}  // namespace trustwatch::insight
