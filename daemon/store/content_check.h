#ifndef TRUSTWATCH_DAEMON_STORE_CONTENT_CHECK_H_
#define TRUSTWATCH_DAEMON_STORE_CONTENT_CHECK_H_

#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "daemon/base/mutex.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"

namespace trustwatch::store {

// Checks a large file on a thread of its own while the daemon works already, and notes damage in
// `health`. Destruction ends the check if it still runs. While it runs, the write-ahead log cannot
// shrink, because it reads one view of the file.
class BackgroundContentCheck {
 public:
  // Borrows `health`, which must outlive it.
  BackgroundContentCheck(std::unique_ptr<Database> db, Health& health);
  ~BackgroundContentCheck();
  BackgroundContentCheck(const BackgroundContentCheck&) = delete;
  BackgroundContentCheck& operator=(const BackgroundContentCheck&) = delete;

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);

  std::unique_ptr<Database> db_;  // belongs to thread_, but for Interrupt
  Health& health_;
  base::Mutex mutex_;
  base::CondVar changed_;
  bool is_unwanted_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_done_ ABSL_GUARDED_BY(mutex_) = false;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_CONTENT_CHECK_H_
