#ifndef TRUSTWATCH_DAEMON_STORE_WAITED_JOB_H_
#define TRUSTWATCH_DAEMON_STORE_WAITED_JOB_H_

#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/limits.h"
#include "daemon/store/write_job.h"

// What small writes are made of, whose caller waits for the disk.
namespace trustwatch::store {

// kUnavailable (STORE_BUSY): kDeadlineMax passed, and nobody knows yet whether it was written.
absl::Status DiskTooLate();

// Where a job leaves its answer. Shared by the job and its waiter, because either may leave first.
// Safe from any thread.
template <typename T>
class Answer {
 public:
  void Give(absl::StatusOr<T> answer) ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    answer_ = std::move(answer);
    given_.NotifyAll();
  }

  absl::StatusOr<T> Wait() ABSL_LOCKS_EXCLUDED(mutex_) {
    const absl::Time deadline = absl::Now() + domain::kDeadlineMax;
    const base::MutexLock lock(mutex_);
    while (!answer_.has_value()) {
      const absl::Duration left = deadline - absl::Now();
      if (left <= absl::ZeroDuration()) return DiskTooLate();
      given_.WaitFor(mutex_, left);
    }
    return *std::move(answer_);
  }

 private:
  base::Mutex mutex_;
  base::CondVar given_;
  std::optional<absl::StatusOr<T>> answer_ ABSL_GUARDED_BY(mutex_);
};

// A job that answers a T; its Write sets result_.
template <typename T>
class WaitedJob : public WriteJob {
 public:
  explicit WaitedJob(std::shared_ptr<Answer<T>> answer) : answer_(std::move(answer)) {}

  void Finish(const absl::Status& status) override {
    if (status.ok()) {
      answer_->Give(std::move(result_));
    } else {
      answer_->Give(status);
    }
  }

 protected:
  T result_{};

 private:
  std::shared_ptr<Answer<T>> answer_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_WAITED_JOB_H_
