#include "daemon/base/clock.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace trustwatch::base {

absl::Time SystemClock::Now() const { return absl::Now(); }

}  // namespace trustwatch::base
