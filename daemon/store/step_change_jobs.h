#ifndef TRUSTWATCH_DAEMON_STORE_STEP_CHANGE_JOBS_H_
#define TRUSTWATCH_DAEMON_STORE_STEP_CHANGE_JOBS_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/writer.h"

// The writes of step changes; their caller waits for the disk, kDeadlineMax at most. Errors are
// those of Store.
namespace trustwatch::store {

absl::StatusOr<domain::StepChange> WriteStepChange(Writer& writer,
                                                   const domain::NewStepChange& change);

absl::StatusOr<domain::StepChange> WriteStepChangeWithdrawal(Writer& writer,
                                                             domain::StepChangeId id,
                                                             std::string_view reason,
                                                             std::string_view caller);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_STEP_CHANGE_JOBS_H_
