#ifndef TRUSTWATCH_DAEMON_STORE_CURRENT_FOLD_H_
#define TRUSTWATCH_DAEMON_STORE_CURRENT_FOLD_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/store/observation_rows.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"
#include "daemon/store/submission_facts.h"

namespace trustwatch::store {

// Works out what is current for one slice and period, from its rows, newest submission first.
//
// A row stands unless its submission is withdrawn. The newest standing row gives the value, the
// revision's number and the status. That revision became known with the oldest standing row of the
// same number: a repetition moves the status, not the instant. Withdrawn rows count for
// revision_max only. If no row stands, nothing is current.
//
// Borrows its collaborators. Not thread-safe.
class CurrentFold {
 public:
  CurrentFold(SubmissionFacts& facts, PeriodOfRow& periods) : facts_(facts), periods_(periods) {}

  // True if the row is of another slice or period than those before it: Take first.
  bool IsOther(const RowKey& key) const { return has_rows_ && !key_.IsOfSamePoint(key); }

  absl::Status Add(const RowKey& key, const Statement& row);

  // What is current, if anything, and begins anew.
  std::optional<CurrentObservation> Take();

 private:
  absl::Status AddStanding(const RowKey& key, const Statement& row, const SubmissionFact& fact);

  SubmissionFacts& facts_;
  PeriodOfRow& periods_;
  bool has_rows_ = false;
  RowKey key_;
  int revision_max_ = 0;
  std::optional<CurrentObservation> current_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_CURRENT_FOLD_H_
