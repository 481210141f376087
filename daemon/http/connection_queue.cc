#include "daemon/http/connection_queue.h"

#include <cstddef>
#include <functional>
#include <utility>

#include "absl/time/time.h"
#include "daemon/base/mutex.h"

namespace trustwatch::http {
namespace {

constexpr absl::Duration kLookAgain = absl::Seconds(1);  // were a notification ever lost

}  // namespace

ConnectionQueue::ConnectionQueue(std::size_t threads, std::size_t waiting_max)
    : waiting_max_(waiting_max) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { Run(); });
  }
}

void ConnectionQueue::enqueue(std::function<void()> serve) {
  {
    const base::MutexLock lock(mutex_);
    while (waiting_.size() >= waiting_max_ && !is_shut_down_) changed_.WaitFor(mutex_, kLookAgain);
    if (!is_shut_down_) {
      waiting_.push_back(std::move(serve));
      changed_.NotifyAll();
      return;
    }
  }
  serve();
}

void ConnectionQueue::shutdown() {
  {
    const base::MutexLock lock(mutex_);
    is_shut_down_ = true;
    changed_.NotifyAll();
  }
  threads_.clear();  // joins
}

void ConnectionQueue::Run() {
  while (true) {
    std::function<void()> serve;
    {
      const base::MutexLock lock(mutex_);
      while (waiting_.empty() && !is_shut_down_) changed_.WaitFor(mutex_, kLookAgain);
      if (waiting_.empty()) return;
      serve = std::move(waiting_.front());
      waiting_.pop_front();
      changed_.NotifyAll();
    }
    serve();
  }
}

}  // namespace trustwatch::http
