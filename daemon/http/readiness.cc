#include "daemon/http/readiness.h"

#include <string_view>

#include "absl/status/status.h"
#include "daemon/base/mutex.h"

namespace trustwatch::http {

void Readiness::SetReady() {
  const base::MutexLock lock(mutex_);
  reason_.clear();
}

void Readiness::SetNotReady(std::string_view reason) {
  const base::MutexLock lock(mutex_);
  reason_ = reason.empty() ? "not ready" : reason;
}

absl::Status Readiness::Check() const {
  {
    const base::MutexLock lock(mutex_);
    if (!reason_.empty()) return absl::UnavailableError(reason_);
  }
  return health_();
}

}  // namespace trustwatch::http
