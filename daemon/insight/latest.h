#ifndef TRUSTWATCH_DAEMON_INSIGHT_LATEST_H_
#define TRUSTWATCH_DAEMON_INSIGHT_LATEST_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// The value of a series' newest period that has a standing one. Plain data, so that a commit copies
// an organisation's by moving bytes.
struct LatestValue {
  std::int32_t slice_key = 0;            // one for each slice, small, from 1: an index
  int revision = 1;                      // of the value
  const domain::Slice* slice = nullptr;  // lives as long as the store
  domain::Period period;
  double number = 0;                       // if `absence` is empty
  std::string_view absence;                // domain::KindName of what there is instead of a number
  absl::Time known_at;                     // when the value became known
  domain::SubmissionId submission_id = 0;  // that first brought it
  domain::Status status = domain::Status::kProvisional;  // last given to it

  friend bool operator==(const LatestValue&, const LatestValue&) = default;
};

// The latest values of one organisation, one for each slice, by slice key. Immutable.
struct OrganisationLatest {
  domain::OdsCode organisation;
  std::vector<LatestValue> values;
};

// By organisation code.
using LatestSnapshot = std::vector<std::shared_ptr<const OrganisationLatest>>;

// The latest value of every series, kept in memory for /metrics and refreshed by commits. A commit
// replaces one organisation's part; who took a snapshot keeps it (why the parts are shared). It can
// be rebuilt from the store at any moment and is then the same. Safe from any thread; Apply from
// one at a time, which is the store's writer.
class Latest {
 public:
  // Reads everything: about 0.1 us a stored observation at worst. Commits may be applied meanwhile.
  // Errors are those of store::Store.
  absl::Status Load(const store::Store& store) ABSL_LOCKS_EXCLUDED(mutex_);

  // What StoreOptions::on_committed calls, in the order of commits. After a withdrawal it reads
  // that organisation again from `store`; if that fails, the organisation's values stay as they
  // were, a line is logged, and its next commit tries again. Costs about 10 ns for each value of
  // the organisation and for each row.
  void Apply(const store::Store& store, const store::Committed& committed)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Costs a pointer copy for each organisation.
  LatestSnapshot Snapshot() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Part {
    std::shared_ptr<const OrganisationLatest> latest;  // never nullptr once anything was put in
    std::uint64_t applied_count = 0;                   // commits: what was read before one is old
    bool is_stale = false;                             // must be read again
  };

  absl::Status LoadOne(const store::Store& store, const domain::OdsCode& organisation)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void ReadAgain(const store::Store& store, const domain::OdsCode& organisation)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Merge(const store::Store& store, const store::Committed& committed)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable base::Mutex mutex_;
  std::map<domain::OdsCode, Part> parts_ ABSL_GUARDED_BY(mutex_);
  // Where a slice key stands in the part that Merge is making. Old entries are never cleared: one
  // is true only if the value that it points at has that key.
  std::vector<std::uint32_t> position_of_key_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_LATEST_H_
