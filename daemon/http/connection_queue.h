#ifndef TRUSTWATCH_DAEMON_HTTP_CONNECTION_QUEUE_H_
#define TRUSTWATCH_DAEMON_HTTP_CONNECTION_QUEUE_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "daemon/base/mutex.h"
#include "httplib.h"

namespace trustwatch::http {

// Connections that wait for a thread, and the threads. httplib's own pool lets any number wait,
// each with an open file; then the store may find no descriptor left. Safe from any thread.
class ConnectionQueue final : public httplib::TaskQueue {
 public:
  ConnectionQueue(std::size_t threads, std::size_t waiting_max);
  // shutdown() must have been called.
  ~ConnectionQueue() override = default;

  // Waits while `waiting_max` wait already: further connections then stay in the kernel's backlog.
  // Once shut down it serves `serve` on this thread.
  void enqueue(std::function<void()> serve) override ABSL_LOCKS_EXCLUDED(mutex_);

  // Serves what waits, then ends the threads.
  void shutdown() override ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);

  const std::size_t waiting_max_;
  base::Mutex mutex_;
  base::CondVar changed_;
  std::deque<std::function<void()>> waiting_ ABSL_GUARDED_BY(mutex_);  // at most waiting_max_
  bool is_shut_down_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::jthread> threads_;  // last: they use what stands above
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_CONNECTION_QUEUE_H_
