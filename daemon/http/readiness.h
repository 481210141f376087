#ifndef TRUSTWATCH_DAEMON_HTTP_READINESS_H_
#define TRUSTWATCH_DAEMON_HTTP_READINESS_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "daemon/base/mutex.h"

namespace trustwatch::http {

// Whether the daemon should be sent work, for /readyz. Safe from any thread.
class Readiness {
 public:
  // `health` is asked at every check, on the checking thread, and must be quick:
  // store::Store::Health. Not ready at first, because it is starting.
  explicit Readiness(std::function<absl::Status()> health) : health_(std::move(health)) {}

  void SetReady() ABSL_LOCKS_EXCLUDED(mutex_);
  // `reason` is for people: "draining before it stops".
  void SetNotReady(std::string_view reason) ABSL_LOCKS_EXCLUDED(mutex_);

  // OK, or why not: kUnavailable with the reason given, else what `health` says.
  absl::Status Check() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const std::function<absl::Status()> health_;
  mutable base::Mutex mutex_;
  std::string reason_ ABSL_GUARDED_BY(mutex_) = "starting";  // empty: ready
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_READINESS_H_
