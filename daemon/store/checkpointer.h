#ifndef TRUSTWATCH_DAEMON_STORE_CHECKPOINTER_H_
#define TRUSTWATCH_DAEMON_STORE_CHECKPOINTER_H_

#include <memory>
#include <stop_token>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "daemon/base/mutex.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"

namespace trustwatch::store {

// Pages of 4,096 bytes in the write-ahead log. Whenever so many as the first wait there, the
// checkpointer moves them into the file beside the writer; when the log has as many as the second,
// the writer does it between two transactions, when nothing can be added meanwhile, so that the log
// begins anew.
inline constexpr int kLogPagesSoft = 4'096;   // 16 MiB
inline constexpr int kLogPagesHard = 16'384;  // 64 MiB

// Moves the write-ahead log into the file on a thread of its own, so that commits need not wait for
// it. LogIs is safe from any thread.
class Checkpointer {
 public:
  // Borrows `health`, which must outlive it.
  Checkpointer(std::unique_ptr<Database> db, Health& health);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // The log is this long after a commit. Never blocks for long.
  void LogIs(int pages) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run(const std::stop_token& stop) ABSL_LOCKS_EXCLUDED(mutex_);
  void Checkpoint() ABSL_LOCKS_EXCLUDED(mutex_);
  // True if there is work, false if it is time to stop.
  bool WaitForWork(const std::stop_token& stop) ABSL_LOCKS_EXCLUDED(mutex_);

  std::unique_ptr<Database> db_;  // belongs to thread_
  Health& health_;
  base::Mutex mutex_;
  base::CondVar changed_;
  bool is_long_ ABSL_GUARDED_BY(mutex_) = false;
  int moved_pages_ ABSL_GUARDED_BY(mutex_) = 0;  // of the log, by the last checkpoint
  std::jthread thread_;                          // last: it uses all of the above
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_CHECKPOINTER_H_
