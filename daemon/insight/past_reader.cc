#include "daemon/insight/past_reader.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/check.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/series.h"
#include "daemon/domain/step_change.h"
#include "daemon/history/disclosure.h"
#include "daemon/history/figures.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_source.h"
#include "daemon/insight/series_reader.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {
namespace {

bool IsOneFamily(const OrganisationSeries& a, const OrganisationSeries& b) {
  return a.slice->indicator == b.slice->indicator && a.slice->span == b.slice->span;
}

bool ByNameOfSlice(const OrganisationSeries& a, const OrganisationSeries& b) {
  return *a.slice < *b.slice;
}

bool ByFamily(const OrganisationSeries& a, const OrganisationSeries& b) {
  return std::pair(a.slice->indicator, a.slice->span) <
         std::pair(b.slice->indicator, b.slice->span);
}

using Series = std::vector<OrganisationSeries>::iterator;

// Those of one indicator and span.
void DiscloseFamily(const domain::Definitions& definitions, Series begin, Series end) {
  std::vector<history::FamilySeries> family;
  for (auto it = begin; it != end; ++it) {
    family.push_back({.breakdown = it->slice->breakdown, .figures = std::move(it->past.figures)});
  }
  history::Disclose(definitions.catalogue.Find(begin->slice->indicator.text()), family);
  for (history::FamilySeries& series : family) (begin++)->past.figures = std::move(series.figures);
}

void DiscloseAll(const domain::Definitions& definitions, std::vector<OrganisationSeries>& all) {
  std::stable_sort(all.begin(), all.end(), ByFamily);
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::find_if_not(begin, all.end(), [&begin](const OrganisationSeries& it) {
      return IsOneFamily(*begin, it);
    });
    DiscloseFamily(definitions, begin, end);
    begin = end;
  }
  std::sort(all.begin(), all.end(), ByNameOfSlice);
}

absl::StatusOr<history::StepDays> StepDaysAsOf(const store::Store& store,
                                               const domain::OdsCode& organisation,
                                               absl::Time as_of) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<domain::StepChange> changes,
                              reader->StepChanges(organisation, as_of));
  return history::StepDays(changes);
}

}  // namespace

absl::StatusOr<std::vector<OrganisationSeries>> ReadAsOf(
    const store::Store& store, const domain::Definitions& definitions,
    const domain::OdsCode& organisation, absl::Time as_of, domain::Sight sight,
    const absl::flat_hash_set<std::string>& indicators) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<domain::Series> known,
                              SeriesOf(organisation, {.as_of = as_of}, store, indicators));
  return ReadyToBeJudged(store, definitions, known, organisation, as_of, sight);
}

absl::StatusOr<std::vector<OrganisationSeries>> ReadyToBeJudged(
    const store::Store& store, const domain::Definitions& definitions,
    const std::vector<domain::Series>& known, const domain::OdsCode& organisation, absl::Time as_of,
    domain::Sight sight) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const history::StepDays step_days,
                              StepDaysAsOf(store, organisation, as_of));
  std::vector<OrganisationSeries> all;
  all.reserve(known.size());
  for (const domain::Series& series : known) {
    const std::optional<store::SliceId> id = store.FindSlice(series.slice);
    TRUSTWATCH_CHECK(id.has_value());  // it has a point
    all.push_back({.slice_id = *id,
                   .slice = &store.SliceOf(*id),
                   .past = {.figures = history::SeriesFigures::Of(series),
                            .step_days = step_days.Of(series.slice.indicator)}});
  }
  if (sight == domain::Sight::kDisclosed) DiscloseAll(definitions, all);
  return all;
}

absl::StatusOr<std::vector<OrganisationSeries>> ReadNow(const store::Store& store,
                                                        const history::SeriesSource& source,
                                                        const domain::OdsCode& organisation) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<store::SliceId> slices,
                              source.Slices(store, organisation));
  std::vector<OrganisationSeries> all;
  all.reserve(slices.size());
  for (const store::SliceId id : slices) {
    OrganisationSeries& series = all.emplace_back();
    series.slice_id = id;
    series.slice = &store.SliceOf(id);
    TRUSTWATCH_RETURN_IF_ERROR(source.Copy(store, organisation, id, series.past));
  }
  std::sort(all.begin(), all.end(), ByNameOfSlice);
  return all;
}

}  // namespace trustwatch::insight
