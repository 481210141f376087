#include "daemon/rpc/in_flight.h"

#include <chrono>
#include <cstddef>
#include <optional>

#include "absl/time/time.h"
#include "daemon/base/mutex.h"

namespace trustwatch::rpc {

std::optional<InFlight::Share> InFlight::Take(std::size_t amount, absl::Duration patience) {
  const auto until = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(patience);
  const base::MutexLock lock(mutex_);
  while (amount > limit_ - used_) {
    const auto left = absl::FromChrono(until - std::chrono::steady_clock::now());
    if (left <= absl::ZeroDuration()) return std::nullopt;
    given_back_.WaitFor(mutex_, left);
  }
  used_ += amount;
  return Share(*this, amount);
}

void InFlight::GiveBack(std::size_t amount) {
  {
    const base::MutexLock lock(mutex_);
    used_ -= amount;
  }
  given_back_.NotifyAll();
}

}  // namespace trustwatch::rpc
