#ifndef TRUSTWATCH_DAEMON_STORE_HEALTH_H_
#define TRUSTWATCH_DAEMON_STORE_HEALTH_H_

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "daemon/base/mutex.h"

namespace trustwatch::store {

// Whether the store works. Damage, once met, stays until the daemon is started with a sound file.
// Safe from any thread.
class Health {
 public:
  // Notes damage that any statement met; other errors say nothing of the file. Gives `status` back.
  absl::Status Note(absl::Status status) ABSL_LOCKS_EXCLUDED(mutex_) {
    if (absl::IsDataLoss(status)) {
      const base::MutexLock lock(mutex_);
      if (damage_.ok()) damage_ = status;
    }
    return status;
  }

  // The outcome of the last transaction.
  void NoteCommit(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_) {
    Note(status).IgnoreError();
    const base::MutexLock lock(mutex_);
    last_commit_ = status;
  }

  // kDataLoss if damage was met, else OK.
  absl::Status Damage() const ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    return damage_;
  }

  // kDataLoss if damage was met, else the outcome of the last transaction.
  absl::Status Get() const ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    return damage_.ok() ? last_commit_ : damage_;
  }

 private:
  mutable base::Mutex mutex_;
  absl::Status damage_ ABSL_GUARDED_BY(mutex_);
  absl::Status last_commit_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_HEALTH_H_
