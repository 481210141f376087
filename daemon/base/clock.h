#ifndef TRUSTWATCH_DAEMON_BASE_CLOCK_H_
#define TRUSTWATCH_DAEMON_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace trustwatch::base {

// Says what instant it is. A collaborator, so that tests decide. Safe from any thread.
class Clock {
 public:
  virtual ~Clock() = default;

  // The present instant, UTC. It may step backwards, as the system's clock may.
  virtual absl::Time Now() const = 0;
};

// The system's clock. Safe from any thread.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
};

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_CLOCK_H_
