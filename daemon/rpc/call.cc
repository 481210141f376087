#include "daemon/rpc/call.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/limits.h"
#include "daemon/rpc/status_to_grpc.h"
#include "daemon/security/caller.h"
#include "fmt/format.h"
#include "grpcpp/server_context.h"

namespace trustwatch::rpc {
namespace {

absl::Status DrainingError() {
  return base::Error{.code = absl::StatusCode::kUnavailable,
                     .reason = "DRAINING",
                     .message = fmt::format("the daemon is about to stop and takes no more calls; "
                                            "wait {}, then send the same request again",
                                            absl::FormatDuration(domain::kRetryDelay)),
                     .field = {},
                     .retry_after = domain::kRetryDelay}
      .ToStatus();
}

}  // namespace

// Deadlines are gRPC's, which follow the system's clock, so that no other will do.
Call::Call(Door& door, std::string_view service, std::string_view method,
           const grpc::ServerContextBase& context)
    : door_(door),
      service_(service),
      method_(method),
      context_(context),
      is_welcome_(door.calls.Enter()),
      started_(absl::Now()),
      measured_from_(std::chrono::steady_clock::now()),
      deadline_(std::min(absl::FromChrono(context.deadline()), started_ + door.limits.call)) {
  door_.telemetry.RpcStarted(service_, method_);
}

absl::Status Call::Admit() {
  if (!is_welcome_) return DrainingError();
  TRUSTWATCH_RETURN_IF_ERROR(CheckDeadline());
  TRUSTWATCH_ASSIGN_OR_RETURN(
      caller_, security::Identify({.address = context_.peer(), .door = security::Door::kGrpc}));
  return absl::OkStatus();
}

absl::Status Call::CheckDeadline() const {
  return absl::Now() < deadline_ ? absl::OkStatus() : DeadlineError();
}

absl::Status Call::DeadlineError() const {
  return base::Error{
      .code = absl::StatusCode::kDeadlineExceeded,
      .reason = "DEADLINE_EXCEEDED",
      .message = fmt::format("{} did not end by its deadline, {} after it began; allow it longer, "
                             "{} at most, or ask for less",
                             method_, absl::FormatDuration(deadline_ - started_),
                             absl::FormatDuration(door_.limits.call))}
      .ToStatus();
}

grpc::Status Call::End(const absl::Status& status) {
  grpc::Status answer = ToGrpc(status);
  const std::string code =
      absl::StatusCodeToString(static_cast<absl::StatusCode>(answer.error_code()));
  door_.telemetry.RpcFinished(service_, method_, code,
                              absl::FromChrono(std::chrono::steady_clock::now() - measured_from_));
  door_.calls.Leave();
  return answer;
}

absl::Status BusyError(std::string_view reason, std::string_view what) {
  return base::Error{
      .code = absl::StatusCode::kResourceExhausted,
      .reason = std::string(reason),
      .message = fmt::format("the daemon has as many {} in hand as it takes; wait {}, then send "
                             "the same request again",
                             what, absl::FormatDuration(domain::kRetryDelay)),
      .retry_after = domain::kRetryDelay}
      .ToStatus();
}

}  // namespace trustwatch::rpc
