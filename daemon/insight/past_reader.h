#ifndef TRUSTWATCH_DAEMON_INSIGHT_PAST_READER_H_
#define TRUSTWATCH_DAEMON_INSIGHT_PAST_READER_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/series.h"
#include "daemon/history/series_source.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

// All series of one organisation, ready to be judged, now or as of any instant, in either view. All
// functions are safe from any thread.
namespace trustwatch::insight {

struct OrganisationSeries {
  store::SliceId slice_id{};
  const domain::Slice* slice = nullptr;  // lives as long as the store
  history::SeriesPast past;
};

// The series as they were known at an instant, with the step changes that were known then, by
// indicator, breakdown and span; none of an organisation that reported nothing. Those of some
// indicators by their ids, of all if none is named. Small numbers are hidden by the rule in force
// now: whoever corrects it corrects what can be seen of the past. About 0.3 us a recorded row.
// Errors are those of store::Store.
absl::StatusOr<std::vector<OrganisationSeries>> ReadAsOf(
    const store::Store& store, const domain::Definitions& definitions,
    const domain::OdsCode& organisation, absl::Time as_of, domain::Sight sight,
    const absl::flat_hash_set<std::string>& indicators = {});

// The same of series that were read already: all of those that the organisation has of an indicator
// and span, each with a point.
absl::StatusOr<std::vector<OrganisationSeries>> ReadyToBeJudged(
    const store::Store& store, const domain::Definitions& definitions,
    const std::vector<domain::Series>& known, const domain::OdsCode& organisation, absl::Time as_of,
    domain::Sight sight);

// The series of now as a source has them, in the same order. Errors are those of store::Store.
absl::StatusOr<std::vector<OrganisationSeries>> ReadNow(const store::Store& store,
                                                        const history::SeriesSource& source,
                                                        const domain::OdsCode& organisation);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_PAST_READER_H_
