#ifndef TRUSTWATCH_TESTS_SUPPORT_FAKE_CLOCK_H_
#define TRUSTWATCH_TESTS_SUPPORT_FAKE_CLOCK_H_

#include "absl/base/thread_annotations.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/mutex.h"

namespace trustwatch::testing {

// A clock that stands still until a test moves it. Safe from any thread.
class FakeClock final : public base::Clock {
 public:
  // Noon on 1 July 2026, UTC, unless said: a summer day, when London is an hour ahead.
  explicit FakeClock(absl::Time now = absl::FromCivil(absl::CivilHour(2026, 7, 1, 12),
                                                      absl::UTCTimeZone()))
      : now_(now) {}

  absl::Time Now() const override ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    return now_;
  }
  void Set(absl::Time now) ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    now_ = now;
  }
  void Advance(absl::Duration by) ABSL_LOCKS_EXCLUDED(mutex_) {
    const base::MutexLock lock(mutex_);
    now_ += by;
  }

 private:
  mutable base::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_SUPPORT_FAKE_CLOCK_H_
