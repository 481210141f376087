#ifndef TRUSTWATCH_DAEMON_INSIGHT_LATEST_H_
#define TRUSTWATCH_DAEMON_INSIGHT_LATEST_H_

#include <map>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// The newest standing value of every slice of one organisation, by slice key. Immutable.
struct OrganisationLatest {
  domain::OdsCode organisation;
  std::vector<store::CurrentObservation> observations;
};

// By organisation code.
using LatestSnapshot = std::vector<std::shared_ptr<const OrganisationLatest>>;

// The latest value of every series, kept in memory for /metrics and refreshed by commits. A commit
// replaces one organisation's part; who took a snapshot keeps it (why the parts are shared). It can
// be rebuilt from the store at any moment and is then the same. Safe from any thread.
class Latest {
 public:
  // Reads everything: about 0.1 us a stored observation at worst.
  absl::Status Load(const store::Store& store) ABSL_LOCKS_EXCLUDED(mutex_);

  // What StoreOptions::on_committed calls. After a withdrawal it reads that organisation again from
  // `store`.
  void Apply(const store::Store& store, const store::Committed& committed)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Costs a pointer copy for each organisation.
  LatestSnapshot Snapshot() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable base::Mutex mutex_;
  std::map<domain::OdsCode, std::shared_ptr<const OrganisationLatest>> parts_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_LATEST_H_
