#ifndef TRUSTWATCH_DAEMON_STORE_SUBMISSION_FACTS_H_
#define TRUSTWATCH_DAEMON_STORE_SUBMISSION_FACTS_H_

#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/database.h"

namespace trustwatch::store {

// What a row owes to its submission.
struct SubmissionFact {
  domain::Status status = domain::Status::kProvisional;
  absl::Time known_at;
  std::optional<absl::Time> withdrawn_at;
};

// Looks up what rows owe to their submissions, each submission once. For one view of the store:
// make a new one for the next. Borrows `db`. Not thread-safe.
class SubmissionFacts {
 public:
  explicit SubmissionFacts(Database& db) : db_(db) {}

  // About 2 us the first time and a few ns when asked for the same again and again. kDataLoss
  // (STORE_CORRUPT) if there is no such submission. The reference lives until the next call.
  absl::StatusOr<const SubmissionFact*> Of(domain::SubmissionId id);

 private:
  absl::StatusOr<SubmissionFact> Read(domain::SubmissionId id);

  Database& db_;
  absl::flat_hash_map<domain::SubmissionId, SubmissionFact> known_;
  domain::SubmissionId last_id_ = 0;
  SubmissionFact last_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_SUBMISSION_FACTS_H_
