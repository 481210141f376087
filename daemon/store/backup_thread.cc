#include "daemon/store/backup_thread.h"

#include <stop_token>
#include <utility>

#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/mutex.h"
#include "daemon/store/backups.h"

namespace trustwatch::store {

BackupThread::BackupThread(BackupOptions options, const base::Clock& clock)
    : backups_(std::move(options), clock),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

BackupThread::~BackupThread() {
  thread_.request_stop();
  const base::MutexLock lock(mutex_);
  changed_.NotifyAll();
  // An interrupt that falls between two statements ends neither, so it is repeated.
  while (!is_done_) {
    backups_.Interrupt();
    changed_.WaitFor(mutex_, absl::Milliseconds(10));
  }
}

void BackupThread::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const absl::Duration wait = backups_.Work(stop);
    const base::MutexLock lock(mutex_);
    // A wait that ends early costs a look at the clock.
    if (!stop.stop_requested()) changed_.WaitFor(mutex_, wait);
  }
  const base::MutexLock lock(mutex_);
  is_done_ = true;
  changed_.NotifyAll();
}

}  // namespace trustwatch::store
