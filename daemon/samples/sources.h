#ifndef TRUSTWATCH_DAEMON_SAMPLES_SOURCES_H_
#define TRUSTWATCH_DAEMON_SAMPLES_SOURCES_H_

#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/plan.h"
#include "daemon/samples/roll.h"
#include "daemon/store/store.h"

namespace trustwatch::samples {

// Where history comes from. All must outlive whoever holds it.
struct Sources {
  const store::Store& store;
  const base::Published<domain::Definitions>& definitions;
  const history::SeriesSource& series;  // as its readers may see it
  const base::Clock& clock;
};

// Calls the roll of every organisation that ever submitted. Errors are those of the store.
absl::StatusOr<Roll> CallRollOfAll(const Plan& plan, const Sources& sources,
                                   const domain::Definitions& definitions,
                                   const history::SeriesSource& series);

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_SOURCES_H_
