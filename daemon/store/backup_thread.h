#ifndef TRUSTWATCH_DAEMON_STORE_BACKUP_THREAD_H_
#define TRUSTWATCH_DAEMON_STORE_BACKUP_THREAD_H_

#include <optional>
#include <stop_token>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/mutex.h"
#include "daemon/store/backups.h"

namespace trustwatch::store {

// Copies the store on a thread of its own for as long as it lives. Destruction gives up a copy that
// is under way, within a step of it. Safe from any thread.
class BackupThread {
 public:
  // `clock` must outlive it.
  BackupThread(BackupOptions options, const base::Clock& clock);
  ~BackupThread();
  BackupThread(const BackupThread&) = delete;
  BackupThread& operator=(const BackupThread&) = delete;

  std::optional<Backups::Newest> Newest() const { return backups_.Get(); }
  absl::Duration every() const { return backups_.options().every; }

 private:
  void Run(const std::stop_token& stop) ABSL_LOCKS_EXCLUDED(mutex_);

  Backups backups_;
  base::Mutex mutex_;
  base::CondVar changed_;
  bool is_done_ ABSL_GUARDED_BY(mutex_) = false;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_BACKUP_THREAD_H_
