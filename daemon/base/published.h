#ifndef TRUSTWATCH_DAEMON_BASE_PUBLISHED_H_
#define TRUSTWATCH_DAEMON_BASE_PUBLISHED_H_

#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "daemon/base/check.h"
#include "daemon/base/mutex.h"

namespace trustwatch::base {

// An immutable value that is replaced whole. A reader keeps what it took for as long as it holds
// the pointer, which is why the pointer is shared. Safe from any thread; the lock is held for a
// pointer copy.
template <typename T>
class Published {
 public:
  explicit Published(std::shared_ptr<const T> first) : current_(std::move(first)) {
    TRUSTWATCH_CHECK(current_ != nullptr);
  }

  std::shared_ptr<const T> Get() const ABSL_LOCKS_EXCLUDED(mutex_) {
    const MutexLock lock(mutex_);
    return current_;
  }

  void Replace(std::shared_ptr<const T> next) ABSL_LOCKS_EXCLUDED(mutex_) {
    TRUSTWATCH_CHECK(next != nullptr);
    const MutexLock lock(mutex_);
    current_.swap(next);
  }

 private:
  mutable Mutex mutex_;
  std::shared_ptr<const T> current_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_PUBLISHED_H_
