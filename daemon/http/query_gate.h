#ifndef TRUSTWATCH_DAEMON_HTTP_QUERY_GATE_H_
#define TRUSTWATCH_DAEMON_HTTP_QUERY_GATE_H_

#include <cstddef>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"

namespace trustwatch::http {

// Lets few questions about history be answered at once, and few wait, so that a dashboard with a
// hundred panels cannot keep the scrape from a thread, nor take all the memory. Safe from any
// thread.
class QueryGate {
 public:
  struct Limits {
    std::size_t answered_max = 4;  // at once; each may take a few hundred megabytes at worst
    std::size_t waiting_max = 16;
    absl::Duration wait_max = absl::Seconds(10);
  };

  explicit QueryGate(Limits limits) : limits_(limits) {}

  // Being let through, until it is destroyed.
  class Pass {
   public:
    explicit Pass(QueryGate* gate) : gate_(gate) {}
    Pass(Pass&& other) noexcept : gate_(other.gate_) { other.gate_ = nullptr; }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    Pass& operator=(Pass&&) = delete;
    ~Pass() {
      if (gate_ != nullptr) gate_->Leave();
    }

   private:
    QueryGate* gate_;
  };

  // Waits its turn. kResourceExhausted (HISTORY_BUSY): too many wait, or it waited too long; try
  // again later.
  absl::StatusOr<Pass> Enter() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Leave() ABSL_LOCKS_EXCLUDED(mutex_);

  const Limits limits_;
  base::Mutex mutex_;
  base::CondVar left_;
  std::size_t answered_ ABSL_GUARDED_BY(mutex_) = 0;
  std::size_t waiting_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_QUERY_GATE_H_
