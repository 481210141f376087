#include "daemon/store/write_queue.h"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/limits.h"
#include "daemon/store/write_job.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

// A wait that nobody ended looks again after this long.
constexpr absl::Duration kQueueLookAgain = absl::Seconds(1);

absl::Status Busy(std::size_t jobs, std::size_t observations) {
  return base::Error{
      .code = absl::StatusCode::kResourceExhausted,
      .reason = "STORE_BUSY",
      .message = fmt::format("{} submissions with {} observations wait for the disk already; send "
                             "the same again in {}",
                             jobs, observations, absl::FormatDuration(domain::kRetryDelay)),
      .retry_after = domain::kRetryDelay}
      .ToStatus();
}

absl::Status Closing() {
  return base::Error{.code = absl::StatusCode::kUnavailable,
                     .reason = "STORE_CLOSING",
                     .message = "the daemon is stopping; send the same again once it runs",
                     .retry_after = domain::kRetryDelay}
      .ToStatus();
}

}  // namespace

absl::Status WriteQueue::Push(std::unique_ptr<WriteJob>& job) {
  const base::MutexLock lock(mutex_);
  if (is_closed_) return Closing();
  const std::size_t more = job->ObservationCount();
  if (jobs_.size() >= domain::kSubmissionsWaitingMax ||
      observations_ + more > domain::kObservationsWaitingMax) {
    return Busy(jobs_.size(), observations_);
  }
  observations_ += more;
  jobs_.push_back(std::move(job));
  changed_.NotifyOne();
  return absl::OkStatus();
}

std::vector<std::unique_ptr<WriteJob>> WriteQueue::PopBatch() {
  std::vector<std::unique_ptr<WriteJob>> batch;
  const base::MutexLock lock(mutex_);
  while (jobs_.empty() && !is_closed_) changed_.WaitFor(mutex_, kQueueLookAgain);
  std::size_t taken = 0;
  while (!jobs_.empty()) {
    const std::size_t more = jobs_.front()->ObservationCount();
    if (!batch.empty() && taken + more > domain::kObservationsPerCommitMax) break;
    taken += more;
    observations_ -= more;
    batch.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
  }
  return batch;
}

void WriteQueue::Close() {
  const base::MutexLock lock(mutex_);
  is_closed_ = true;
  changed_.NotifyAll();
}

WriteQueue::Waiting WriteQueue::Count() const {
  const base::MutexLock lock(mutex_);
  return {jobs_.size(), observations_};
}

}  // namespace trustwatch::store
