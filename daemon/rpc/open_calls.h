#ifndef TRUSTWATCH_DAEMON_RPC_OPEN_CALLS_H_
#define TRUSTWATCH_DAEMON_RPC_OPEN_CALLS_H_

#include <cstddef>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"

namespace trustwatch::rpc {

// The calls in hand, for a drain that waits for them. Safe from any thread.
class OpenCalls {
 public:
  // Counts a call until its Leave. False once closed: the call is to be refused, and leaves too.
  bool Enter() ABSL_LOCKS_EXCLUDED(mutex_);
  void Leave() ABSL_LOCKS_EXCLUDED(mutex_);

  // From now on every call is refused.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);

  // Waits until all have left, at most `limit`, and at most kDeadlineMax, when none is left.
  void WaitUntilEmpty(absl::Duration limit) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  base::Mutex mutex_;
  base::CondVar left_;
  std::size_t inside_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_OPEN_CALLS_H_
