#include "daemon/rpc/submit_call.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/draft.h"
#include "daemon/ingest/submitter.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/in_flight.h"
#include "daemon/rpc/judged.h"
#include "daemon/rpc/receipts.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

absl::Status GoneError() {
  return base::Error{.code = absl::StatusCode::kCancelled,
                     .reason = "CALLER_GONE",
                     .message =
                         "the caller cancelled Submit or went away before it ended; send it "
                         "again with the same request_id to learn what became of it"}
      .ToStatus();
}

}  // namespace

SubmitCall::SubmitCall(std::shared_ptr<Door> door, grpc::CallbackServerContext& context,
                       v1::SubmitResponse& response)
    : door_(std::move(door)),
      context_(context),
      response_(response),
      call_(*door_, "SubmissionService", "Submit", context) {}

grpc::ServerUnaryReactor* SubmitCall::Start(std::shared_ptr<Door> door,
                                            ingest::Submitter& submitter,
                                            grpc::CallbackServerContext& context,
                                            const v1::SubmitRequest& request,
                                            v1::SubmitResponse& response) {
  const auto call = std::make_shared<SubmitCall>(std::move(door), context, response);
  call->self_ = call;
  call->Run(submitter, request);
  return call.get();
}

void SubmitCall::Run(ingest::Submitter& submitter, const v1::SubmitRequest& request) {
  if (const absl::Status admitted = call_.Admit(); !admitted.ok()) return EndWith(admitted);
  auto share = door_->submit_bytes.Take(request.ByteSizeLong());
  if (!share.has_value()) return EndWith(BusyError("SUBMISSIONS_BUSY", "bytes of submissions"));
  absl::StatusOr<domain::Draft> draft = ToDomain(request);
  if (!draft.ok()) return EndWith(draft.status());
  const JudgedDraft judged{.organisation = draft->organisation, .dry_run = draft->validate_only};
  context_.GetRpcAllocatorState()->FreeRequest();

  deadline_alarm_.Set(absl::ToChronoTime(call_.deadline()), [weak = weak_from_this()](bool due) {
    const auto call = weak.lock();
    if (due && call != nullptr) call->EndWith(call->call_.DeadlineError());
  });
  // std::function needs what it holds to be copyable; a Share is not.
  const auto shared_share = std::make_shared<InFlight::Share>(*std::move(share));
  submitter.Submit(
      *std::move(draft), call_.caller(),
      [call = shared_from_this(), shared_share, judged](absl::StatusOr<ingest::Reply> reply) {
        if (reply.ok()) CountJudged(*reply, judged, call->door_->telemetry);
        call->EndWithReply(std::move(reply));
      });
}

void SubmitCall::EndWithReply(absl::StatusOr<ingest::Reply> reply) {
  if (!reply.ok()) return EndWith(reply.status());
  if (!MayEnd()) return;
  deadline_alarm_.Cancel();
  reply_ = *std::move(reply);
  if (reply_.outlooks.empty()) return Answer();
  // Outlooks are many words: one of gRPC's threads writes them, not the store's. The alarm keeps
  // its function and the call keeps the alarm, so the function must not keep the call; self_ does,
  // until the answer is out.
  answer_alarm_.Set(absl::ToChronoTime(absl::UnixEpoch()), [weak = weak_from_this()](bool /*due*/) {
    if (const auto call = weak.lock()) call->Answer();
  });
}

void SubmitCall::Answer() {
  ToProto(reply_, response_);
  Finish(call_.End(absl::OkStatus()));
}

void SubmitCall::EndWith(const absl::Status& status) {
  if (!MayEnd()) return;
  deadline_alarm_.Cancel();
  Finish(call_.End(status));
}

void SubmitCall::OnCancel() { EndWith(GoneError()); }

}  // namespace trustwatch::rpc
