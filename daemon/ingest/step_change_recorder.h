#ifndef TRUSTWATCH_DAEMON_INGEST_STEP_CHANGE_RECORDER_H_
#define TRUSTWATCH_DAEMON_INGEST_STEP_CHANGE_RECORDER_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/store.h"

namespace trustwatch::ingest {

// A step change in its sender's words.
struct DraftStepChange {
  std::string organisation;
  std::string indicator;  // empty: every indicator
  std::optional<domain::Day> first_day;
  std::string cause;
  std::string approved_by;
};

// Writes down that a process changed, or that it did not after all. Nothing here looks at figures:
// who approved it has. Safe from any thread. Borrows all three, which must outlive it.
class StepChangeRecorder {
 public:
  StepChangeRecorder(store::Store& store, const base::Published<domain::Definitions>& definitions,
                     const base::Clock& clock);

  // Records it; waits for the disk. The organisation must be in the register or have submitted, the
  // indicator in the catalogue, the day not after today in London. kInvalidArgument
  // (ORGANISATION_MALFORMED, INDICATOR_MALFORMED, FIRST_DAY_MISSING, FIRST_DAY_IN_FUTURE,
  // CAUSE_MISSING, CAUSE_TOO_LONG, APPROVER_MISSING, APPROVER_TOO_LONG), kNotFound
  // (ORGANISATION_UNKNOWN, INDICATOR_UNKNOWN), and the errors of Store::RecordStepChange.
  absl::StatusOr<domain::StepChange> Record(const DraftStepChange& draft,
                                            const domain::Caller& caller) const;

  // Takes one back; waits for the disk. kInvalidArgument (REASON_MISSING, REASON_TOO_LONG), and the
  // errors of Store::WithdrawStepChange.
  absl::StatusOr<domain::StepChange> Withdraw(domain::StepChangeId id, std::string_view reason,
                                              const domain::Caller& caller) const;

 private:
  absl::Status CheckOrganisation(const domain::OdsCode& code,
                                 const domain::Definitions& in_force) const;

  store::Store& store_;
  const base::Published<domain::Definitions>& definitions_;
  const base::Clock& clock_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_STEP_CHANGE_RECORDER_H_
