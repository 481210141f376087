#ifndef TRUSTWATCH_DAEMON_HISTORY_SERIES_SOURCE_H_
#define TRUSTWATCH_DAEMON_HISTORY_SERIES_SOURCE_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::history {

// One series, ready to be judged.
struct SeriesPast {
  SeriesFigures figures;
  std::vector<domain::Day> step_days;
};

// The current series of every organisation, as somebody may see them. Safe from any thread.
class SeriesSource {
 public:
  virtual ~SeriesSource() = default;

  // Copies a series; empty if nobody reported it. Errors are those of store::Store.
  virtual absl::Status Copy(const store::Store& store, const domain::OdsCode& organisation,
                            store::SliceId slice, SeriesPast& past) const = 0;

  // The slices of an organisation that have a standing figure, ascending.
  virtual absl::StatusOr<std::vector<store::SliceId>> Slices(
      const store::Store& store, const domain::OdsCode& organisation) const = 0;

  // Adds the slices whose series may have changed with those in `slices`, in any order and perhaps
  // some that are there already. None unless the source says otherwise.
  virtual absl::Status AddAffected(const store::Store& /*store*/,
                                   const domain::OdsCode& /*organisation*/,
                                   std::vector<store::SliceId>& /*slices*/) const {
    return absl::OkStatus();
  }
};

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_SERIES_SOURCE_H_
