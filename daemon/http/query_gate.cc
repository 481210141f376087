#include "daemon/http/query_gate.h"

#include <chrono>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/mutex.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using Steady = std::chrono::steady_clock;  // a wall clock could step over the end of a wait

constexpr absl::Duration kRetryAfter = absl::Seconds(5);

absl::Status Busy(const QueryGate::Limits& limits) {
  return base::Error{.code = absl::StatusCode::kResourceExhausted,
                     .reason = "HISTORY_BUSY",
                     .message = fmt::format("{} questions about history are being answered and "
                                            "others wait; ask again in {} seconds, or narrow the "
                                            "dashboards that ask",
                                            limits.answered_max, absl::ToInt64Seconds(kRetryAfter)),
                     .retry_after = kRetryAfter}
      .ToStatus();
}

}  // namespace

absl::StatusOr<QueryGate::Pass> QueryGate::Enter() {
  const base::MutexLock lock(mutex_);
  if (answered_ >= limits_.answered_max) {
    if (waiting_ >= limits_.waiting_max) return Busy(limits_);
    ++waiting_;
    const auto until = Steady::now() + absl::ToChronoNanoseconds(limits_.wait_max);
    while (answered_ >= limits_.answered_max && Steady::now() < until) {
      left_.WaitFor(mutex_, absl::FromChrono(until - Steady::now()));
    }
    --waiting_;
    if (answered_ >= limits_.answered_max) return Busy(limits_);
  }
  ++answered_;
  return Pass(this);
}

void QueryGate::Leave() {
  {
    const base::MutexLock lock(mutex_);
    --answered_;
  }
  left_.NotifyOne();
}

}  // namespace trustwatch::http
