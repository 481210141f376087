#include "daemon/store/waited_jobs.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/key_rows.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"
#include "daemon/store/submission_rows.h"
#include "daemon/store/waited_job.h"
#include "daemon/store/write_job.h"
#include "daemon/store/writer.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

class SlicesJob final : public WaitedJob<std::vector<SliceId>> {
 public:
  SlicesJob(std::shared_ptr<Answer<std::vector<SliceId>>> answer, std::vector<domain::Slice> slices)
      : WaitedJob(std::move(answer)), slices_(std::move(slices)) {}

  absl::Status Write(WriteContext& context) override {
    for (const domain::Slice& slice : slices_) {
      TRUSTWATCH_ASSIGN_OR_RETURN(const SliceId id, AddSlice(context.db, slice));
      result_.push_back(id);
    }
    return absl::OkStatus();
  }
  void Publish(WriteContext& context) override {
    for (std::size_t i = 0; i < slices_.size(); ++i) {
      context.dictionary.AddSlice(slices_[i], result_[i]);
    }
  }

 private:
  std::vector<domain::Slice> slices_;
};

class CatalogueJob final : public WaitedJob<KnownCatalogue> {
 public:
  CatalogueJob(std::shared_ptr<Answer<KnownCatalogue>> answer, std::string_view version,
               std::string_view digest)
      : WaitedJob(std::move(answer)), version_(version), digest_(digest) {}

  absl::Status Write(WriteContext& context) override {
    const absl::Time now = absl::FromUnixMicros(context.instants.Next());
    TRUSTWATCH_ASSIGN_OR_RETURN(result_, AddCatalogue(context.db, version_, digest_, now));
    return absl::OkStatus();
  }
  void Publish(WriteContext& context) override {
    context.dictionary.AddCatalogue(digest_, result_);
  }

 private:
  std::string version_;
  std::string digest_;
};

class WithdrawJob final : public WaitedJob<std::optional<domain::SubmissionRecord>> {
 public:
  WithdrawJob(std::shared_ptr<Answer<std::optional<domain::SubmissionRecord>>> answer,
              domain::SubmissionId id, std::string_view reason, std::string_view caller)
      : WaitedJob(std::move(answer)), id_(id), reason_(reason), caller_(caller) {}

  absl::Status Write(WriteContext& context) override {
    TRUSTWATCH_ASSIGN_OR_RETURN(result_, ReadSubmission(context.db, id_));
    if (!result_.has_value()) return Unknown();
    if (result_->withdrawal.has_value()) return Already();
    result_->withdrawal =
        domain::Withdrawal{.withdrawn_at = absl::FromUnixMicros(context.instants.Next()),
                           .reason = reason_,
                           .caller = caller_};
    TRUSTWATCH_RETURN_IF_ERROR(InsertWithdrawal(context.db, id_, *result_->withdrawal));
    context.versions.Raise(result_->receipt.organisation);
    return absl::OkStatus();
  }
  void Publish(WriteContext& context) override {
    if (!context.on_committed) return;
    context.on_committed({.organisation = result_->receipt.organisation,
                          .submission_id = id_,
                          .recorded_at = result_->withdrawal->withdrawn_at,
                          .status = result_->receipt.status,
                          .kind = Committed::Kind::kWithdrawal,
                          .observations = nullptr});
  }

 private:
  absl::Status Unknown() const {
    return base::Error{.code = absl::StatusCode::kNotFound,
                       .reason = "SUBMISSION_UNKNOWN",
                       .message = fmt::format("there is no submission {}; take the number from "
                                              "its receipt or from the list of submissions",
                                              id_),
                       .field = "submission_id"}
        .ToStatus();
  }
  absl::Status Already() const {
    return base::Error{
        .code = absl::StatusCode::kFailedPrecondition,
        .reason = "ALREADY_WITHDRAWN",
        .message =
            fmt::format("submission {} was withdrawn at {}; nothing is left to do", id_,
                        absl::FormatTime(result_->withdrawal->withdrawn_at, absl::UTCTimeZone())),
        .field = "submission_id"}
        .ToStatus();
  }

  domain::SubmissionId id_;
  std::string reason_;
  std::string caller_;
};

}  // namespace

absl::StatusOr<std::vector<SliceId>> WriteSlices(Writer& writer,
                                                 const std::vector<domain::Slice>& slices) {
  auto answer = std::make_shared<Answer<std::vector<SliceId>>>();
  writer.Add(std::make_unique<SlicesJob>(answer, slices));
  return answer->Wait();
}

absl::Status WriteCatalogue(Writer& writer, std::string_view version, std::string_view digest) {
  auto answer = std::make_shared<Answer<KnownCatalogue>>();
  writer.Add(std::make_unique<CatalogueJob>(answer, version, digest));
  return answer->Wait().status();
}

absl::StatusOr<domain::SubmissionRecord> WriteWithdrawal(Writer& writer, domain::SubmissionId id,
                                                         std::string_view reason,
                                                         std::string_view caller) {
  auto answer = std::make_shared<Answer<std::optional<domain::SubmissionRecord>>>();
  writer.Add(std::make_unique<WithdrawJob>(answer, id, reason, caller));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::optional<domain::SubmissionRecord> record, answer->Wait());
  return *std::move(record);
}

}  // namespace trustwatch::store
