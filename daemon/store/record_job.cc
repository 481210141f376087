#include "daemon/store/record_job.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/key_rows.h"
#include "daemon/store/observation_insert.h"
#include "daemon/store/request_id_reused.h"
#include "daemon/store/store.h"
#include "daemon/store/submission_rows.h"
#include "daemon/store/write_job.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

absl::Status CatalogueNotRecorded(const NewSubmission& submission) {
  return base::Error{.code = absl::StatusCode::kFailedPrecondition,
                     .reason = "CATALOGUE_NOT_RECORDED",
                     .message = fmt::format("the store does not know the catalogue of digest "
                                            "\"{}\"; record the catalogue before its submissions",
                                            submission.catalogue_digest)}
      .ToStatus();
}

}  // namespace

RecordJob::RecordJob(NewSubmission submission, Store::RecordDone done)
    : submission_(std::move(submission)), done_(std::move(done)) {}

absl::Status RecordJob::Write(WriteContext& context) {
  organisation_ = context.dictionary.FindOrganisation(submission_.receipt.organisation);
  if (!organisation_.has_value()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(organisation_,
                                FindOrganisation(context.db, submission_.receipt.organisation));
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool is_retry, IsRetry(context));
  if (is_retry) return absl::OkStatus();
  TRUSTWATCH_RETURN_IF_ERROR(CheckVersion(context));
  const auto catalogue = context.dictionary.FindCatalogue(submission_.catalogue_digest);
  if (!catalogue.has_value()) return CatalogueNotRecorded(submission_);
  absl::Status status = WriteRows(context, *catalogue);
  if (!status.ok()) context.series.Forget();
  return status;
}

absl::StatusOr<bool> RecordJob::IsRetry(WriteContext& context) {
  if (!organisation_.has_value()) return false;
  const domain::Receipt& receipt = submission_.receipt;
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::optional<domain::SubmissionId> first,
                              FindRequest(context.db, *organisation_, receipt.request_id));
  if (!first.has_value()) return false;
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string digest, ReadContentDigest(context.db, *first));
  if (digest != submission_.content_digest) {
    return RequestIdReused(receipt.organisation, receipt.request_id, *first);
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::optional<domain::SubmissionRecord> record,
                              ReadSubmission(context.db, *first));
  result_ = Store::Recorded{.receipt = record->receipt, .is_retry = true};
  return true;
}

absl::Status RecordJob::CheckVersion(const WriteContext& context) const {
  const domain::OdsCode& code = submission_.receipt.organisation;
  if (context.versions.InTransaction(code) == submission_.judged_at_version) {
    return absl::OkStatus();
  }
  return base::Error{.code = absl::StatusCode::kAborted,
                     .reason = "JUDGED_ON_OLD_FACTS",
                     .message = fmt::format("another submission of {} was recorded while this one "
                                            "was judged; judge it again and send it again",
                                            code.text()),
                     .metadata = {{"organisation", code.ToString()}}}
      .ToStatus();
}

absl::Status RecordJob::WriteRows(WriteContext& context, const KnownCatalogue& catalogue) {
  if (!organisation_.has_value()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(organisation_,
                                AddOrganisation(context.db, submission_.receipt.organisation));
  }
  const SubmissionKeys keys = {.organisation = *organisation_,
                               .catalogue = catalogue.id,
                               .recorded_at = context.instants.Next()};
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::SubmissionId id,
                              InsertSubmission(context.db, submission_, keys));
  TRUSTWATCH_RETURN_IF_ERROR(
      context.series.Add(context.db, *organisation_, submission_.observations));
  TRUSTWATCH_RETURN_IF_ERROR(
      InsertObservations(context.db, *organisation_, id, submission_.observations));
  TRUSTWATCH_RETURN_IF_ERROR(InsertFindings(context.db, id, submission_.findings));
  result_ = Store::Recorded{.receipt = submission_.receipt, .is_retry = false};
  result_->receipt.submission_id = id;
  result_->receipt.recorded_at = absl::FromUnixMicros(keys.recorded_at);
  result_->receipt.catalogue_version = catalogue.version;
  context.versions.Raise(submission_.receipt.organisation);
  return absl::OkStatus();
}

void RecordJob::Publish(WriteContext& context) {
  if (result_->is_retry) return;
  context.dictionary.AddOrganisation(submission_.receipt.organisation, *organisation_);
  if (!context.on_committed) return;
  context.on_committed({.organisation = submission_.receipt.organisation,
                        .submission_id = result_->receipt.submission_id,
                        .recorded_at = *result_->receipt.recorded_at,
                        .status = submission_.receipt.status,
                        .kind = Committed::Kind::kSubmission,
                        .observations = &submission_.observations});
}

void RecordJob::Finish(const absl::Status& status) {
  if (status.ok()) {
    done_(*std::move(result_));
  } else {
    done_(status);
  }
}

}  // namespace trustwatch::store
