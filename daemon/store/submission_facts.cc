#include "daemon/store/submission_facts.h"

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/database.h"
#include "daemon/store/statement.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kReadFact = R"sql(
SELECT submissions.status, submissions.recorded_at, withdrawals.withdrawn_at
FROM submissions
LEFT JOIN withdrawals USING (submission_id)
WHERE submissions.submission_id = :submission_id
)sql";

}  // namespace

absl::StatusOr<const SubmissionFact*> SubmissionFacts::Of(domain::SubmissionId id) {
  if (id == last_id_) return &last_;
  const auto found = known_.find(id);
  if (found != known_.end()) {
    last_ = found->second;
  } else {
    TRUSTWATCH_ASSIGN_OR_RETURN(last_, Read(id));
    known_.emplace(id, last_);
  }
  last_id_ = id;
  return &last_;
}

absl::StatusOr<SubmissionFact> SubmissionFacts::Read(domain::SubmissionId id) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db_.Prepare(kReadFact));
  query.Bind(":submission_id", id);
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) {
    return base::Error{.code = absl::StatusCode::kDataLoss,
                       .reason = "STORE_CORRUPT",
                       .message = fmt::format("the store {} is damaged (rows of submission {} have "
                                              "no submission); stop the daemon and restore the "
                                              "newest backup",
                                              db_.file().string(), id)}
        .ToStatus();
  }
  SubmissionFact fact{.status = static_cast<domain::Status>(query.Integer(0)),
                      .known_at = absl::FromUnixMicros(query.Integer(1)),
                      .withdrawn_at = {}};
  if (!query.IsNull(2)) fact.withdrawn_at = absl::FromUnixMicros(query.Integer(2));
  return fact;
}

}  // namespace trustwatch::store
