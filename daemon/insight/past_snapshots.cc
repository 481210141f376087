#include "daemon/insight/past_snapshots.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/series.h"
#include "daemon/domain/value.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/past_reader.h"
#include "daemon/insight/series_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {
namespace {

using domain::OdsCode;

// Of a series that has a point.
LatestValue NewestOf(const store::Store& store, const domain::Series& series) {
  const std::optional<store::SliceId> id = store.FindSlice(series.slice);
  TRUSTWATCH_CHECK(id.has_value());  // it has a point
  const domain::Point& newest = series.points.back();
  const auto* const number = std::get_if<domain::Number>(&newest.current.value);
  return {
      .slice_key = static_cast<std::int32_t>(*id),
      .revision = newest.current.number,
      .slice = &store.SliceOf(*id),
      .period = newest.period,
      .number = number != nullptr ? number->value : 0,
      .absence = number != nullptr ? std::string_view() : domain::KindName(newest.current.value),
      .known_at = newest.current.known_at,
      .submission_id = newest.current.submission_id,
      .status = newest.current.status};
}

std::shared_ptr<const OrganisationLatest> LatestOf(const store::Store& store,
                                                   const OdsCode& organisation,
                                                   const std::vector<domain::Series>& known) {
  OrganisationLatest latest{organisation, {}};
  latest.values.reserve(known.size());
  for (const domain::Series& series : known) latest.values.push_back(NewestOf(store, series));
  std::sort(latest.values.begin(), latest.values.end(),
            [](const auto& a, const auto& b) { return a.slice_key < b.slice_key; });
  return std::make_shared<const OrganisationLatest>(std::move(latest));
}

std::shared_ptr<const OrganisationVerdicts> VerdictsOn(const OdsCode& organisation,
                                                       const std::vector<OrganisationSeries>& all,
                                                       const domain::Catalogue& catalogue,
                                                       history::Scratch& scratch) {
  OrganisationVerdicts verdicts{organisation, {}};
  verdicts.series.reserve(all.size());
  for (const auto& [slice_id, slice, past] : all) {
    verdicts.series.push_back(JudgeSeries(slice_id, *slice, past,
                                          history::RulesOf(catalogue, *slice), catalogue, scratch));
  }
  std::sort(verdicts.series.begin(), verdicts.series.end(),
            [](const auto& a, const auto& b) { return a.slice_id < b.slice_id; });
  return std::make_shared<const OrganisationVerdicts>(std::move(verdicts));
}

}  // namespace

absl::StatusOr<PastSnapshots> PastSnapshotsReader::Read(const PastMoment& moment) const {
  std::vector<OdsCode> organisations;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(organisations, reader->Organisations());
  }
  PastSnapshots past;
  past.verdicts.definitions = definitions_.Get();
  const domain::Definitions& definitions = *past.verdicts.definitions;
  history::Scratch scratch;
  const View view{.as_of = moment.as_of, .days = {.to = moment.through}};
  for (const OdsCode& organisation : organisations) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<domain::Series> known,
                                SeriesOf(organisation, view, store_, {}));
    if (known.empty()) continue;
    TRUSTWATCH_ASSIGN_OR_RETURN(
        const std::vector<OrganisationSeries> all,
        ReadyToBeJudged(store_, definitions, known, organisation, moment.as_of, sight_));
    past.latest.push_back(LatestOf(store_, organisation, known));
    past.verdicts.organisations.push_back(
        VerdictsOn(organisation, all, definitions.catalogue, scratch));
  }
  return past;
}

}  // namespace trustwatch::insight
