#ifndef TRUSTWATCH_DAEMON_DOMAIN_LONDON_H_
#define TRUSTWATCH_DAEMON_DOMAIN_LONDON_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {

// The last nanosecond of a day in London, which "as of that day" means. kFailedPrecondition
// (TIME_ZONE_MISSING) where the machine does not know Europe/London.
absl::StatusOr<absl::Time> EndOfLondonDay(Day day);

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_LONDON_H_
