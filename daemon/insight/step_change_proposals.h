#ifndef TRUSTWATCH_DAEMON_INSIGHT_STEP_CHANGE_PROPOSALS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_STEP_CHANGE_PROPOSALS_H_

#include <set>
#include <string>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"

namespace trustwatch::insight {

// A step change of every indicator that an event of the register makes likely. It splits no series:
// somebody must agree that the process is a new one, and record it.
struct ProposedStepChange {
  domain::OdsCode organisation;
  domain::Day first_day{};  // the first day of the event's first month
  std::string cause;        // may be recorded as it stands: kReasonBytesMax bytes at most
};

// Whose figures an event changes: every organisation where they go on, and those where they came
// from and that are still open after the event's first month.
std::set<domain::OdsCode> AffectedBy(const domain::RegisterEvent& event,
                                     const domain::Register& organisations);

// What the register proposes, by organisation and day, one for each. A merger, acquisition, split,
// service transfer or change of coverage proposes one for all that it affects. Two events of one
// month become one proposal with both causes. Renames and incidents propose nothing: the first
// changes no process, and the second ends. Pure; safe from any thread.
std::vector<ProposedStepChange> ProposedStepChanges(const domain::Register& organisations);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_STEP_CHANGE_PROPOSALS_H_
