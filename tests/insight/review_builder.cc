#include "tests/insight/review_builder.h"

#include <cstddef>
#include <memory>

#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"
#include "daemon/store/reader.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

constexpr int kPeriods = 24;

}  // namespace

history::SeriesVerdict VerdictOf(const VerdictWords& words) {
  const auto at = [&words](const char* month) {
    return history::OrdinalOf(PeriodOf(month).last(), words.span);
  };
  history::SeriesVerdict made;
  made.timeline = {.span = words.span,
                   .first = at(words.newest) - (kPeriods - 1) * words.step,
                   .step = words.step};
  made.verdict.latest = kPeriods - 1;
  made.verdict.latest_known = true;
  made.verdict.trial = words.trial;
  made.verdict.limits = stats::Limits{};
  made.recent = words.recent;
  if (words.split != nullptr) {
    made.verdict.group_first = made.timeline.PositionOf(at(words.split));
  }
  if (words.since != nullptr) {
    made.verdict.signal =
        stats::Signal{.label = words.label, .since = made.timeline.PositionOf(at(words.since))};
  }
  return made;
}

void ReviewBuilder::Add(const char* organisation, const domain::Slice& slice,
                        const history::SeriesVerdict& verdict) {
  const auto [known, is_new] = slices_.try_emplace(slice, static_cast<int>(slices_.size()) + 1);
  series_[Ods(organisation)].push_back({.slice_id = static_cast<store::SliceId>(known->second),
                                        .slice = &known->first,
                                        .verdict = verdict});
}

insight::VerdictSnapshot ReviewBuilder::Get() const {
  insight::VerdictSnapshot snapshot;
  for (const auto& [code, series] : series_) {
    snapshot.organisations.push_back(std::make_shared<insight::OrganisationVerdicts>(
        insight::OrganisationVerdicts{code, series}));
  }
  return snapshot;
}

}  // namespace trustwatch::testing
