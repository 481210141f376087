#ifndef TRUSTWATCH_DAEMON_STORE_STEP_CHANGE_ROWS_H_
#define TRUSTWATCH_DAEMON_STORE_STEP_CHANGE_ROWS_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/key_rows.h"

// Step changes as rows of the tables step_changes and step_change_withdrawals. Those that write are
// used inside a transaction of the caller's.
namespace trustwatch::store {

// What no two standing step changes have in common.
struct StepChangeKeys {
  OrganisationId organisation = 0;
  std::optional<IndicatorKey> indicator;  // absent: every indicator
  domain::Day first_day{};
};

// As Reader::StepChanges promises.
absl::StatusOr<std::vector<domain::StepChange>> ReadStepChanges(
    Database& db, const std::optional<domain::OdsCode>& organisation, absl::Time as_of);

// absent if there is none. The withdrawal is set only if it was made by `as_of`.
absl::StatusOr<std::optional<domain::StepChange>> ReadStepChange(Database& db,
                                                                 domain::StepChangeId id,
                                                                 absl::Time as_of);

// The number of the one that stands; absent if none does.
absl::StatusOr<std::optional<domain::StepChangeId>> FindStandingStepChange(
    Database& db, const StepChangeKeys& keys);

// Gives the new step change's number.
absl::StatusOr<domain::StepChangeId> InsertStepChange(Database& db, const StepChangeKeys& keys,
                                                      const domain::NewStepChange& change,
                                                      absl::Time recorded_at);

absl::Status InsertStepChangeWithdrawal(Database& db, domain::StepChangeId id,
                                        const domain::Withdrawal& withdrawal);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_STEP_CHANGE_ROWS_H_
