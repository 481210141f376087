#ifndef TRUSTWATCH_DAEMON_INSIGHT_PAST_SNAPSHOTS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_PAST_SNAPSHOTS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// What of the store is looked at.
struct PastMoment {
  absl::Time as_of;  // what became known later does not exist
  // Nor does a period that ends after this day: for figures that were loaded in one go, of which
  // `as_of` cannot tell when they were published.
  domain::Day through = domain::Day::max();
};

// What Latest and Verdicts say of now, of another moment.
struct PastSnapshots {
  LatestSnapshot latest;
  VerdictSnapshot verdicts;
};

// Reads the latest value of every series and the verdict on it as they stood at some moment: what
// Latest and Verdicts say where nothing happened since. Verdicts are of the view that `sight`
// names; they are made, and small numbers hidden, by the definitions in force now. Safe from any
// thread. Borrows both, which must outlive it.
class PastSnapshotsReader {
 public:
  PastSnapshotsReader(const store::Store& store,
                      const base::Published<domain::Definitions>& definitions, domain::Sight sight)
      : store_(store), definitions_(definitions), sight_(sight) {}

  domain::Sight sight() const { return sight_; }

  // Organisations are read one after another, each as of the same instant: about 0.5 us a recorded
  // row in all. Errors are those of store::Store.
  absl::StatusOr<PastSnapshots> Read(const PastMoment& moment) const;

 private:
  const store::Store& store_;
  const base::Published<domain::Definitions>& definitions_;
  const domain::Sight sight_;
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_PAST_SNAPSHOTS_H_
