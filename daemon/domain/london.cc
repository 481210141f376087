#include "daemon/domain/london.h"

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/period.h"

namespace trustwatch::domain {

absl::StatusOr<absl::Time> EndOfLondonDay(Day day) {
  absl::TimeZone london;
  if (!absl::LoadTimeZone("Europe/London", &london)) {
    return base::Error{.code = absl::StatusCode::kFailedPrecondition,
                       .reason = "TIME_ZONE_MISSING",
                       .message =
                           "the time zone Europe/London is not on this machine; install the "
                           "package tzdata, or give an instant such as 2026-04-30T17:00:00Z"}
        .ToStatus();
  }
  const WrittenDate date = ToWritten(day);
  return absl::FromCivil(absl::CivilDay(date.year, date.month, date.day + 1), london) -
         absl::Nanoseconds(1);
}

}  // namespace trustwatch::domain
