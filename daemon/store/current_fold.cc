#include "daemon/store/current_fold.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/period.h"
#include "daemon/store/observation_rows.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"
#include "daemon/store/submission_facts.h"

namespace trustwatch::store {

absl::Status CurrentFold::Add(const RowKey& key, const Statement& row) {
  has_rows_ = true;
  key_ = key;
  revision_max_ = std::max(revision_max_, RevisionOfRow(row));
  TRUSTWATCH_ASSIGN_OR_RETURN(const SubmissionFact* const fact, facts_.Of(key.submission));
  if (fact->withdrawn_at.has_value()) return absl::OkStatus();
  return AddStanding(key, row, *fact);
}

absl::Status CurrentFold::AddStanding(const RowKey& key, const Statement& row,
                                      const SubmissionFact& fact) {
  const int revision = RevisionOfRow(row);
  if (!current_.has_value()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Period period, periods_.Of(key));
    current_.emplace(CurrentObservation{.slice = key.slice,
                                        .period = period,
                                        .value = ValueOfRow(row),
                                        .revision = revision,
                                        .status = fact.status});
  }
  if (revision == current_->revision) {
    current_->known_at = fact.known_at;
    current_->submission_id = key.submission;
  }
  return absl::OkStatus();
}

std::optional<CurrentObservation> CurrentFold::Take() {
  std::optional<CurrentObservation> current = std::exchange(current_, std::nullopt);
  if (current.has_value()) current->revision_max = revision_max_;
  has_rows_ = false;
  revision_max_ = 0;
  return current;
}

}  // namespace trustwatch::store
