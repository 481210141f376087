#ifndef TRUSTWATCH_DAEMON_DOMAIN_STEP_CHANGE_H_
#define TRUSTWATCH_DAEMON_DOMAIN_STEP_CHANGE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"

namespace trustwatch::domain {

// Rising with time, from 1.
using StepChangeId = std::int64_t;

// That a process changed, so that its series have a mean and limits of their own from then on. A
// fact that somebody recorded and somebody approved: nothing splits a series by itself.
struct NewStepChange {
  OdsCode organisation;
  std::optional<IndicatorId> indicator;  // absent: every indicator of the organisation
  Day first_day{};          // a period that ends on or after it belongs to the new process
  std::string cause;        // what changed, in words
  std::string approved_by;  // who agreed that it is a new process
  std::string caller;       // who recorded it, as the daemon knows them
};

// One that was recorded.
struct StepChange {
  StepChangeId id = 0;
  NewStepChange what;
  absl::Time recorded_at;                // when it became known
  std::optional<Withdrawal> withdrawal;  // set if it was taken back
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_STEP_CHANGE_H_
