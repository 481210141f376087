#ifndef TRUSTWATCH_DAEMON_APP_WELLNESS_H_
#define TRUSTWATCH_DAEMON_APP_WELLNESS_H_

#include "absl/status/status.h"

namespace trustwatch::app {

// Whether starting the daemon anew could mend what the store's Health says. Gives `health` back if
// its writer hangs (STORE_STALLED), its file is damaged (kDataLoss) or its disk reports trouble
// (kInternal). OK for a full disk and a file that another program locks: a new daemon would meet
// the same, and this one still answers those who read. Readiness (/readyz) and
// trustwatch_commits_total tell those.
absl::Status Wellness(const absl::Status& health);

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_WELLNESS_H_
