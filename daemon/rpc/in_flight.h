#ifndef TRUSTWATCH_DAEMON_RPC_IN_FLIGHT_H_
#define TRUSTWATCH_DAEMON_RPC_IN_FLIGHT_H_

#include <cstddef>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"

namespace trustwatch::rpc {

// Counts what is inside against a limit: calls, or bytes. Safe from any thread.
class InFlight {
 public:
  explicit InFlight(std::size_t limit) : limit_(limit) {}

  // A part of the limit, given back at its end of life. The InFlight must outlive it.
  class Share {
   public:
    Share(Share&& other) noexcept
        : whole_(std::exchange(other.whole_, nullptr)), amount_(other.amount_) {}
    Share& operator=(Share&&) = delete;
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() {
      if (whole_ != nullptr) whole_->GiveBack(amount_);
    }

   private:
    friend class InFlight;
    Share(InFlight& whole, std::size_t amount) : whole_(&whole), amount_(amount) {}
    InFlight* whole_;  // null once moved from
    std::size_t amount_;
  };

  // Waits at most `patience` until the amount fits beside what is inside; absent if it never did.
  // Nobody is first in the queue: whoever sees room takes it.
  std::optional<Share> Take(std::size_t amount, absl::Duration patience = absl::ZeroDuration())
      ABSL_LOCKS_EXCLUDED(mutex_);

  std::size_t used() const ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    return used_;
  }

 private:
  void GiveBack(std::size_t amount) ABSL_LOCKS_EXCLUDED(mutex_);

  const std::size_t limit_;
  mutable base::Mutex mutex_;
  base::CondVar given_back_;
  std::size_t used_ ABSL_GUARDED_BY(mutex_) = 0;  // at most limit_
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_IN_FLIGHT_H_
