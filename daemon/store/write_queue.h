#ifndef TRUSTWATCH_DAEMON_STORE_WRITE_QUEUE_H_
#define TRUSTWATCH_DAEMON_STORE_WRITE_QUEUE_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "daemon/base/mutex.h"
#include "daemon/store/write_job.h"

namespace trustwatch::store {

// What waits for the writer, first come first served. Holds kSubmissionsWaitingMax jobs and
// kObservationsWaitingMax observations at most. Safe from any thread.
class WriteQueue {
 public:
  // Takes the job only if it answers OK. kResourceExhausted (STORE_BUSY) if the queue is full,
  // kUnavailable (STORE_CLOSING) after Close. Never blocks.
  absl::Status Push(std::unique_ptr<WriteJob>& job) ABSL_LOCKS_EXCLUDED(mutex_);

  // The next transaction's jobs: as many as wait and have kObservationsPerCommitMax observations
  // together, one at least. Waits for the first; empty only after Close, when none is left.
  std::vector<std::unique_ptr<WriteJob>> PopBatch() ABSL_LOCKS_EXCLUDED(mutex_);

  // Nothing more comes.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);

  struct Waiting {
    std::size_t jobs = 0;
    std::size_t observations = 0;
  };
  Waiting Count() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable base::Mutex mutex_;
  base::CondVar changed_;
  std::deque<std::unique_ptr<WriteJob>> jobs_ ABSL_GUARDED_BY(mutex_);
  std::size_t observations_ ABSL_GUARDED_BY(mutex_) = 0;  // of jobs_
  bool is_closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_WRITE_QUEUE_H_
