#ifndef TRUSTWATCH_DAEMON_RPC_IN_FLIGHT_H_
#define TRUSTWATCH_DAEMON_RPC_IN_FLIGHT_H_

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace trustwatch::rpc {

// Counts what is inside against a limit: calls, or bytes. Safe from any thread, without a lock.
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
      if (whole_ != nullptr) whole_->used_.fetch_sub(amount_, std::memory_order_relaxed);
    }

   private:
    friend class InFlight;
    Share(InFlight& whole, std::size_t amount) : whole_(&whole), amount_(amount) {}
    InFlight* whole_;  // null once moved from
    std::size_t amount_;
  };

  // Absent if the amount does not fit beside what is inside now.
  std::optional<Share> Take(std::size_t amount) {
    std::size_t used = used_.load(std::memory_order_relaxed);
    do {
      if (amount > limit_ - used) return std::nullopt;
    } while (!used_.compare_exchange_weak(used, used + amount, std::memory_order_relaxed));
    return Share(*this, amount);
  }

  std::size_t used() const { return used_.load(std::memory_order_relaxed); }
  std::size_t limit() const { return limit_; }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> used_ = 0;  // at most limit_
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_IN_FLIGHT_H_
