#include "daemon/rpc/open_calls.h"

#include <algorithm>
#include <chrono>

#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/limits.h"

namespace trustwatch::rpc {

bool OpenCalls::Enter() {
  const base::MutexLock lock(mutex_);
  ++inside_;
  return !is_closed_;
}

void OpenCalls::Leave() {
  const base::MutexLock lock(mutex_);
  --inside_;
  // Notified under the lock: whoever waits may destroy this as soon as it lets go.
  if (inside_ == 0) left_.NotifyAll();
}

void OpenCalls::Close() {
  const base::MutexLock lock(mutex_);
  is_closed_ = true;
}

void OpenCalls::WaitUntilEmpty(absl::Duration limit) {
  const auto until = std::chrono::steady_clock::now() +
                     absl::ToChronoNanoseconds(std::min(limit, domain::kDeadlineMax));
  const base::MutexLock lock(mutex_);
  while (inside_ > 0) {
    const auto left = absl::FromChrono(until - std::chrono::steady_clock::now());
    if (left <= absl::ZeroDuration()) return;
    left_.WaitFor(mutex_, left);
  }
}

}  // namespace trustwatch::rpc
