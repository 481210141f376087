#ifndef TRUSTWATCH_DAEMON_BASE_MUTEX_H_
#define TRUSTWATCH_DAEMON_BASE_MUTEX_H_

#include <condition_variable>
#include <mutex>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"

namespace trustwatch::base {

// std::mutex with the annotations that clang's -Wthread-safety proves. Not absl::Mutex: Debian's
// build of it shows false races under ThreadSanitizer.
class ABSL_LOCKABLE Mutex {
 public:
  void lock() ABSL_EXCLUSIVE_LOCK_FUNCTION() { mutex_.lock(); }
  void unlock() ABSL_UNLOCK_FUNCTION() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

// Holds a Mutex for a scope.
class ABSL_SCOPED_LOCKABLE MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) ABSL_EXCLUSIVE_LOCK_FUNCTION(mutex) : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLock() ABSL_UNLOCK_FUNCTION() { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// A condition of something that a Mutex guards. Waits end early for no reason now and then: call
// them in a loop that looks at the condition.
class CondVar {
 public:
  // Lets go of `mutex` while it waits, at most `limit`; holds it again on return.
  void WaitFor(Mutex& mutex, absl::Duration limit) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    condition_.wait_for(mutex, absl::ToChronoNanoseconds(limit));
  }
  void NotifyOne() { condition_.notify_one(); }
  void NotifyAll() { condition_.notify_all(); }

 private:
  std::condition_variable_any condition_;
};

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_MUTEX_H_
