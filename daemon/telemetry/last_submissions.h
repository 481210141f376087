#ifndef TRUSTWATCH_DAEMON_TELEMETRY_LAST_SUBMISSIONS_H_
#define TRUSTWATCH_DAEMON_TELEMETRY_LAST_SUBMISSIONS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/telemetry/scraped_families.h"

namespace trustwatch::telemetry {

// When each organisation's last submission was accepted, and when one was refused, since the start
// of the process. Only of organisations that the register knows, so that there are no more series
// than those. Safe from any thread.
class LastSubmissions {
 public:
  // The codes of the register in force. Instants of others are forgotten.
  void OrganisationsAre(const std::vector<std::string>& codes) ABSL_LOCKS_EXCLUDED(mutex_);

  // Takes no note of an organisation that is not one of these.
  void Accepted(std::string_view organisation, absl::Time at) ABSL_LOCKS_EXCLUDED(mutex_);
  void Refused(std::string_view organisation, absl::Time at) ABSL_LOCKS_EXCLUDED(mutex_);

  // A sample for each organisation to which it happened; a family without any is not added.
  void AddTo(Families& families) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Instants {
    std::optional<absl::Time> accepted;
    std::optional<absl::Time> refused;
  };

  mutable base::Mutex mutex_;
  absl::flat_hash_map<std::string, Instants> instants_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::telemetry

#endif  // TRUSTWATCH_DAEMON_TELEMETRY_LAST_SUBMISSIONS_H_
