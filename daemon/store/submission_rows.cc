#include "daemon/store/submission_rows.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/file_days.h"
#include "daemon/store/statement.h"
#include "daemon/store/store.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kReadSubmission = R"sql(
SELECT submissions.submission_id, submissions.request_id, organisations.ods_code,
       submissions.status, submissions.recorded_at, catalogues.version, submissions.caller,
       submissions.new_count, submissions.changed_count, submissions.unchanged_count,
       submissions.refused_count,
       withdrawals.withdrawn_at, withdrawals.reason, withdrawals.caller
FROM submissions
JOIN organisations USING (organisation_id)
JOIN catalogues USING (catalogue_id)
LEFT JOIN withdrawals USING (submission_id)
WHERE submissions.submission_id = :submission_id
)sql";

constexpr std::string_view kFindRequest = R"sql(
SELECT submission_id
FROM submissions
WHERE organisation_id = :organisation_id AND request_id = :request_id
)sql";

constexpr std::string_view kReadContentDigest = R"sql(
SELECT content_digest
FROM submissions
WHERE submission_id = :submission_id
)sql";

constexpr std::string_view kListSubmissions = R"sql(
SELECT submissions.submission_id
FROM submissions
JOIN organisations USING (organisation_id)
WHERE organisations.ods_code = :ods_code AND submissions.submission_id < :before
ORDER BY submissions.submission_id DESC
LIMIT :limit
)sql";

constexpr std::string_view kFindRowsOf = R"sql(
SELECT organisation_id, first_last_day, last_last_day
FROM submissions
WHERE submission_id = :submission_id AND first_last_day IS NOT NULL
)sql";

constexpr std::string_view kFindFirstLastDay = R"sql(
SELECT min(submissions.first_last_day)
FROM submissions
WHERE submissions.recorded_at <= :as_of
  AND NOT EXISTS (
    SELECT 1
    FROM withdrawals
    WHERE withdrawals.submission_id = submissions.submission_id
      AND withdrawals.withdrawn_at <= :as_of
  )
)sql";

constexpr std::string_view kInsertSubmission = R"sql(
INSERT INTO submissions (organisation_id, request_id, content_digest, status, recorded_at,
                         catalogue_id, caller, first_last_day, last_last_day, new_count,
                         changed_count, unchanged_count, refused_count)
VALUES (:organisation_id, :request_id, :content_digest, :status, :recorded_at, :catalogue_id,
        :caller, :first_last_day, :last_last_day, :new_count, :changed_count, :unchanged_count,
        :refused_count)
)sql";

constexpr std::string_view kInsertWithdrawal = R"sql(
INSERT INTO withdrawals (submission_id, withdrawn_at, reason, caller)
VALUES (:submission_id, :withdrawn_at, :reason, :caller)
)sql";

absl::StatusOr<domain::SubmissionRecord> RecordOfRow(const Statement& row) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::OdsCode code, domain::OdsCode::Parse(row.Text(2)));
  domain::SubmissionRecord record{
      .receipt = {.submission_id = row.Integer(0),
                  .request_id = std::string(row.Text(1)),
                  .organisation = code,
                  .status = static_cast<domain::Status>(row.Integer(3)),
                  .recorded_at = absl::FromUnixMicros(row.Integer(4)),
                  .catalogue_version = std::string(row.Text(5)),
                  .caller = std::string(row.Text(6)),
                  .new_count = static_cast<std::int32_t>(row.Integer(7)),
                  .changed_count = static_cast<std::int32_t>(row.Integer(8)),
                  .unchanged_count = static_cast<std::int32_t>(row.Integer(9)),
                  .refused_count = static_cast<std::int32_t>(row.Integer(10))},
      .withdrawal = std::nullopt};
  if (!row.IsNull(11)) {
    record.withdrawal = domain::Withdrawal{.withdrawn_at = absl::FromUnixMicros(row.Integer(11)),
                                           .reason = std::string(row.Text(12)),
                                           .caller = std::string(row.Text(13))};
  }
  return record;
}

void BindDays(Statement& insert, const std::vector<NewObservation>& sorted) {
  if (sorted.empty()) return;  // what is not bound is NULL
  insert.Bind(":first_last_day", FileDays(sorted.front().period.last()));
  insert.Bind(":last_last_day", FileDays(sorted.back().period.last()));
}

}  // namespace

absl::StatusOr<std::optional<domain::SubmissionRecord>> ReadSubmission(Database& db,
                                                                       domain::SubmissionId id) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadSubmission));
  query.Bind(":submission_id", id);
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return std::nullopt;
  return RecordOfRow(query);
}

absl::StatusOr<std::optional<domain::SubmissionId>> FindRequest(Database& db,
                                                                OrganisationId organisation,
                                                                std::string_view request_id) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindRequest));
  query.Bind(":organisation_id", organisation);
  query.BindText(":request_id", request_id);
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return std::nullopt;
  return query.Integer(0);
}

absl::StatusOr<std::string> ReadContentDigest(Database& db, domain::SubmissionId id) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadContentDigest));
  query.Bind(":submission_id", id);
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  return found ? std::string(query.Blob(0)) : std::string();
}

absl::StatusOr<std::vector<domain::SubmissionRecord>> ReadSubmissions(Database& db,
                                                                      const domain::OdsCode& code,
                                                                      int limit,
                                                                      domain::SubmissionId before) {
  std::vector<domain::SubmissionRecord> records;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kListSubmissions));
  query.BindText(":ods_code", code.text());
  query.Bind(":before", before);
  query.Bind(":limit", std::int64_t{limit});
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return records;
    TRUSTWATCH_ASSIGN_OR_RETURN(std::optional<domain::SubmissionRecord> record,
                                ReadSubmission(db, query.Integer(0)));
    if (record.has_value()) records.push_back(*std::move(record));
  }
}

absl::StatusOr<std::optional<RowsOfSubmission>> FindRowsOf(Database& db, domain::SubmissionId id) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindRowsOf));
  query.Bind(":submission_id", id);
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return std::nullopt;
  return RowsOfSubmission{query.Integer(0), query.Integer(1), query.Integer(2)};
}

absl::StatusOr<std::optional<domain::Day>> ReadFirstLastDay(Database& db, absl::Time as_of) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindFirstLastDay));
  query.Bind(":as_of", absl::ToUnixMicros(as_of));
  TRUSTWATCH_RETURN_IF_ERROR(query.Step().status());
  if (query.IsNull(0)) return std::nullopt;
  return domain::Day(std::chrono::days(query.Integer(0)));
}

absl::StatusOr<domain::SubmissionId> InsertSubmission(Database& db, const NewSubmission& submission,
                                                      const SubmissionKeys& keys) {
  const domain::Receipt& receipt = submission.receipt;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertSubmission));
  insert.Bind(":organisation_id", keys.organisation);
  insert.BindText(":request_id", receipt.request_id);
  insert.BindBlob(":content_digest", submission.content_digest);
  insert.Bind(":status", static_cast<std::int64_t>(receipt.status));
  insert.Bind(":recorded_at", keys.recorded_at);
  insert.Bind(":catalogue_id", keys.catalogue);
  insert.BindText(":caller", receipt.caller);
  BindDays(insert, submission.observations);
  insert.Bind(":new_count", receipt.new_count);
  insert.Bind(":changed_count", receipt.changed_count);
  insert.Bind(":unchanged_count", receipt.unchanged_count);
  insert.Bind(":refused_count", receipt.refused_count);
  TRUSTWATCH_RETURN_IF_ERROR(insert.Run());
  return db.LastInsertId();
}

absl::Status InsertWithdrawal(Database& db, domain::SubmissionId id,
                              const domain::Withdrawal& withdrawal) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertWithdrawal));
  insert.Bind(":submission_id", id);
  insert.Bind(":withdrawn_at", absl::ToUnixMicros(withdrawal.withdrawn_at));
  insert.BindText(":reason", withdrawal.reason);
  insert.BindText(":caller", withdrawal.caller);
  return insert.Run();
}

}  // namespace trustwatch::store
