#ifndef TRUSTWATCH_DAEMON_INSIGHT_SERIES_READER_H_
#define TRUSTWATCH_DAEMON_INSIGHT_SERIES_READER_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/series.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// What to say of each point.
struct View {
  std::optional<absl::Time> as_of;  // now if absent
  store::LastDays days;
  bool include_revisions = false;
};

// Names of one series, as a caller wrote them.
struct SeriesName {
  std::string organisation;
  std::string indicator;
  std::string breakdown;
  std::string span;  // ISO 8601; empty: the indicator's usual one
};

// Which series; empty lists mean all.
struct SeriesFilter {
  std::vector<std::string> organisations;
  std::vector<std::string> indicators;
};

// Every series of one organisation that has a point, by indicator, breakdown and span: those of
// some indicators by their ids, of all if none is named. The view's days are in order. About 0.3 us
// a recorded row. Errors are those of store::Store. Safe from any thread.
absl::StatusOr<std::vector<domain::Series>> SeriesOf(
    const domain::OdsCode& organisation, const View& view, const store::Store& store,
    const absl::flat_hash_set<std::string>& indicators);

// Reads series as of any instant. Safe from any thread. Borrows both, which must outlive it.
class SeriesReader {
 public:
  SeriesReader(const store::Store& store, const base::Published<domain::Definitions>& definitions);

  // kNotFound (ORGANISATION_UNKNOWN, INDICATOR_UNKNOWN), kInvalidArgument (SPAN_MALFORMED and
  // others). A series that nobody reported has no points.
  absl::StatusOr<domain::Series> One(const SeriesName& name, const View& view) const;

  // Visits every series that fits and has a point, by organisation, indicator, breakdown and span,
  // until `visit` answers false. Holds one organisation in memory at a time; without an instant in
  // `view`, each organisation is as it stands when its turn comes. Organisations that
  // left the register but submitted are included. kInvalidArgument (TOO_MANY_ORGANISATIONS,
  // TOO_MANY_INDICATORS) and the errors of One.
  absl::Status Each(const SeriesFilter& filter, const View& view,
                    const std::function<bool(const domain::Series&)>& visit) const;

 private:
  const store::Store& store_;
  const base::Published<domain::Definitions>& definitions_;
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_SERIES_READER_H_
