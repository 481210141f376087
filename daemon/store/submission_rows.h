#ifndef TRUSTWATCH_DAEMON_STORE_SUBMISSION_ROWS_H_
#define TRUSTWATCH_DAEMON_STORE_SUBMISSION_ROWS_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/store.h"

// Submissions as rows of the tables submissions, withdrawals and findings. Used inside a
// transaction of the caller's.
namespace trustwatch::store {

// absent if there is none.
absl::StatusOr<std::optional<domain::SubmissionRecord>> ReadSubmission(Database& db,
                                                                       domain::SubmissionId id);
absl::StatusOr<std::optional<domain::SubmissionId>> FindRequest(Database& db,
                                                                OrganisationId organisation,
                                                                std::string_view request_id);
// 32 bytes; empty if there is no such submission.
absl::StatusOr<std::string> ReadContentDigest(Database& db, domain::SubmissionId id);

// Newest first, those below `before`, `limit` at most.
absl::StatusOr<std::vector<domain::SubmissionRecord>> ReadSubmissions(Database& db,
                                                                      const domain::OdsCode& code,
                                                                      int limit,
                                                                      domain::SubmissionId before);

// Where the rows of a submission lie; absent if it has none.
struct RowsOfSubmission {
  OrganisationId organisation = 0;
  std::int64_t first_last_day = 0;
  std::int64_t last_last_day = 0;
};
absl::StatusOr<std::optional<RowsOfSubmission>> FindRowsOf(Database& db, domain::SubmissionId id);

// The first last day of all rows that stood at an instant; absent if none did.
absl::StatusOr<std::optional<domain::Day>> ReadFirstLastDay(Database& db, absl::Time as_of);

// All that the row of a submission needs beside the submission itself.
struct SubmissionKeys {
  OrganisationId organisation = 0;
  std::int64_t catalogue = 0;
  std::int64_t recorded_at = 0;  // microseconds since 1970
};
// `submission.observations` are sorted by key. Gives the new submission's number.
absl::StatusOr<domain::SubmissionId> InsertSubmission(Database& db, const NewSubmission& submission,
                                                      const SubmissionKeys& keys);

absl::Status InsertFindings(Database& db, domain::SubmissionId id,
                            const std::vector<domain::Finding>& findings);
absl::StatusOr<std::vector<domain::Finding>> ReadFindings(Database& db, domain::SubmissionId id);

absl::Status InsertWithdrawal(Database& db, domain::SubmissionId id,
                              const domain::Withdrawal& withdrawal);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_SUBMISSION_ROWS_H_
