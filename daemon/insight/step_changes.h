#ifndef TRUSTWATCH_DAEMON_INSIGHT_STEP_CHANGES_H_
#define TRUSTWATCH_DAEMON_INSIGHT_STEP_CHANGES_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/step_change.h"
#include "daemon/insight/step_change_proposals.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// Which step changes, in a caller's words.
struct StepChangeFilter {
  std::string organisation;  // empty: of all
  std::string indicator;     // empty: of all; those of every indicator are listed in any case
  bool include_withdrawn = false;
  bool include_proposals = false;
};

// One that was recorded, or one that the register proposes.
using ListedStepChange = std::variant<domain::StepChange, ProposedStepChange>;

// Lists step changes. Safe from any thread. Borrows both, which must outlive it.
class StepChangeBook {
 public:
  StepChangeBook(const store::Store& store,
                 const base::Published<domain::Definitions>& definitions);

  // By organisation, indicator (those of every indicator first), day and number, proposals last. A
  // proposal is gone once one of that organisation and every indicator was recorded for a day
  // within 100 days of its own, and is back when that was withdrawn. kInvalidArgument
  // (ORGANISATION_MALFORMED, INDICATOR_MALFORMED), kNotFound (ORGANISATION_UNKNOWN,
  // INDICATOR_UNKNOWN), and the errors of store::Store.
  absl::StatusOr<std::vector<ListedStepChange>> List(const StepChangeFilter& filter) const;

 private:
  const store::Store& store_;
  const base::Published<domain::Definitions>& definitions_;
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_STEP_CHANGES_H_
