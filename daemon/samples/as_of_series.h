#ifndef TRUSTWATCH_DAEMON_SAMPLES_AS_OF_SERIES_H_
#define TRUSTWATCH_DAEMON_SAMPLES_AS_OF_SERIES_H_

#include <map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/history/series_source.h"
#include "daemon/insight/past_reader.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::samples {

// The series as they were known at an instant, for the length of one query. An organisation is read
// from the store when it is first asked for, and kept: a query visits series by indicator, the
// store has them by organisation. Not thread-safe, unlike other sources: one query, one thread.
class AsOfSeries final : public history::SeriesSource {
 public:
  // `definitions` must outlive it.
  AsOfSeries(absl::Time as_of, const domain::Definitions& definitions, domain::Sight sight)
      : as_of_(as_of), definitions_(definitions), sight_(sight) {}

  absl::Status Copy(const store::Store& store, const domain::OdsCode& organisation,
                    store::SliceId slice, history::SeriesPast& past) const override;
  absl::StatusOr<std::vector<store::SliceId>> Slices(
      const store::Store& store, const domain::OdsCode& organisation) const override;

 private:
  using Part = std::vector<insight::OrganisationSeries>;  // by slice_id

  absl::StatusOr<const Part*> PartOf(const store::Store& store,
                                     const domain::OdsCode& organisation) const;

  const absl::Time as_of_;
  const domain::Definitions& definitions_;
  const domain::Sight sight_;
  mutable std::map<domain::OdsCode, Part> parts_;  // mutable: a cache
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_AS_OF_SERIES_H_
