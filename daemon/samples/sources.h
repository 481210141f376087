#ifndef TRUSTWATCH_DAEMON_SAMPLES_SOURCES_H_
#define TRUSTWATCH_DAEMON_SAMPLES_SOURCES_H_

#include <optional>

#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/as_of_series.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/roll.h"
#include "daemon/store/store.h"

namespace trustwatch::samples {

// Where history comes from. All must outlive whoever holds it.
struct Sources {
  const store::Store& store;
  const base::Published<domain::Definitions>& definitions;
  const history::SeriesSource& series;  // of now, as its readers may see it
  domain::Sight sight;                  // as of any day they see no more
  const base::Clock& clock;
};

// The series that a plan is about: those of now, or of the instant that it names. Not thread-safe.
class PlannedSeries {
 public:
  // All must outlive it.
  PlannedSeries(const Plan& plan, const Sources& sources, const domain::Definitions& definitions);

  const history::SeriesSource& source() const { return as_of_ ? *as_of_ : sources_.series; }

  // Of every organisation that ever submitted. Errors are those of the store.
  absl::StatusOr<Roll> CallRoll() const;

 private:
  const Plan& plan_;
  const Sources& sources_;
  const domain::Definitions& definitions_;
  std::optional<AsOfSeries> as_of_;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_SOURCES_H_
