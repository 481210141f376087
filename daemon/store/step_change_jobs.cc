#include "daemon/store/step_change_jobs.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/key_rows.h"
#include "daemon/store/step_change_rows.h"
#include "daemon/store/store.h"
#include "daemon/store/waited_job.h"
#include "daemon/store/write_job.h"
#include "daemon/store/writer.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

using Written = std::optional<domain::StepChange>;  // absent: not written yet
using WrittenAnswer = std::shared_ptr<Answer<Written>>;

void Tell(const WriteContext& context, const domain::StepChange& change, absl::Time at) {
  if (!context.on_committed) return;
  context.on_committed({.organisation = change.what.organisation,
                        .recorded_at = at,
                        .kind = Committed::Kind::kStepChange,
                        .observations = nullptr});
}

class RecordStepChangeJob final : public WaitedJob<Written> {
 public:
  RecordStepChangeJob(WrittenAnswer answer, domain::NewStepChange change)
      : WaitedJob(std::move(answer)), change_(std::move(change)) {}

  absl::Status Write(WriteContext& context) override {
    TRUSTWATCH_RETURN_IF_ERROR(FindKeys(context));
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::optional<domain::StepChangeId> standing,
                                FindStandingStepChange(context.db, keys_));
    if (standing.has_value()) return Exists(*standing);
    const absl::Time now = absl::FromUnixMicros(context.instants.Next());
    TRUSTWATCH_ASSIGN_OR_RETURN(const domain::StepChangeId id,
                                InsertStepChange(context.db, keys_, change_, now));
    context.versions.Raise(change_.organisation);
    result_ = domain::StepChange{
        .id = id, .what = change_, .recorded_at = now, .withdrawal = std::nullopt};
    return absl::OkStatus();
  }
  void Publish(WriteContext& context) override {
    context.dictionary.AddOrganisation(change_.organisation, keys_.organisation);
    Tell(context, *result_, result_->recorded_at);
  }

 private:
  absl::Status FindKeys(WriteContext& context) {
    TRUSTWATCH_ASSIGN_OR_RETURN(keys_.organisation,
                                AddOrganisation(context.db, change_.organisation));
    if (change_.indicator.has_value()) {
      TRUSTWATCH_ASSIGN_OR_RETURN(keys_.indicator, AddIndicator(context.db, *change_.indicator));
    }
    keys_.first_day = change_.first_day;
    return absl::OkStatus();
  }

  absl::Status Exists(domain::StepChangeId id) const {
    return base::Error{
        .code = absl::StatusCode::kAlreadyExists,
        .reason = "STEP_CHANGE_EXISTS",
        .message = fmt::format(
            "a new process of {}, {}, begins on {} already, as step change {} says; withdraw that "
            "one first if what it says is wrong",
            change_.organisation.text(),
            change_.indicator.has_value() ? "indicator " + change_.indicator->text()
                                          : "every indicator",
            domain::ToString(change_.first_day), id),
        .metadata = {{"step_change_id", fmt::format("{}", id)}}}
        .ToStatus();
  }

  domain::NewStepChange change_;
  StepChangeKeys keys_;
};

class WithdrawStepChangeJob final : public WaitedJob<Written> {
 public:
  WithdrawStepChangeJob(WrittenAnswer answer, domain::StepChangeId id, std::string_view reason,
                        std::string_view caller)
      : WaitedJob(std::move(answer)), id_(id), reason_(reason), caller_(caller) {}

  absl::Status Write(WriteContext& context) override {
    TRUSTWATCH_ASSIGN_OR_RETURN(result_, ReadStepChange(context.db, id_, absl::InfiniteFuture()));
    if (!result_.has_value()) return Unknown();
    if (result_->withdrawal.has_value()) return Already();
    result_->withdrawal =
        domain::Withdrawal{.withdrawn_at = absl::FromUnixMicros(context.instants.Next()),
                           .reason = reason_,
                           .caller = caller_};
    TRUSTWATCH_RETURN_IF_ERROR(InsertStepChangeWithdrawal(context.db, id_, *result_->withdrawal));
    context.versions.Raise(result_->what.organisation);
    return absl::OkStatus();
  }
  void Publish(WriteContext& context) override {
    Tell(context, *result_, result_->withdrawal->withdrawn_at);
  }

 private:
  absl::Status Unknown() const {
    return base::Error{.code = absl::StatusCode::kNotFound,
                       .reason = "STEP_CHANGE_UNKNOWN",
                       .message = fmt::format("there is no step change {}; take the number from "
                                              "the list of step changes",
                                              id_),
                       .metadata = {{"step_change_id", fmt::format("{}", id_)}},
                       .field = "step_change_id"}
        .ToStatus();
  }
  absl::Status Already() const {
    return base::Error{
        .code = absl::StatusCode::kFailedPrecondition,
        .reason = "ALREADY_WITHDRAWN",
        .message =
            fmt::format("step change {} was withdrawn at {}; nothing is left to do", id_,
                        absl::FormatTime(result_->withdrawal->withdrawn_at, absl::UTCTimeZone())),
        .metadata = {{"step_change_id", fmt::format("{}", id_)}},
        .field = "step_change_id"}
        .ToStatus();
  }

  domain::StepChangeId id_;
  std::string reason_;
  std::string caller_;
};

absl::StatusOr<domain::StepChange> Wait(Answer<Written>& answer) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Written written, answer.Wait());
  return *std::move(written);
}

}  // namespace

absl::StatusOr<domain::StepChange> WriteStepChange(Writer& writer,
                                                   const domain::NewStepChange& change) {
  const auto answer = std::make_shared<Answer<Written>>();
  writer.Add(std::make_unique<RecordStepChangeJob>(answer, change));
  return Wait(*answer);
}

absl::StatusOr<domain::StepChange> WriteStepChangeWithdrawal(Writer& writer,
                                                             domain::StepChangeId id,
                                                             std::string_view reason,
                                                             std::string_view caller) {
  const auto answer = std::make_shared<Answer<Written>>();
  writer.Add(std::make_unique<WithdrawStepChangeJob>(answer, id, reason, caller));
  return Wait(*answer);
}

}  // namespace trustwatch::store
