#include "collectors/push/status_from_grpc.h"

#include <grpcpp/support/status.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "fmt/format.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace trustwatch::push {
namespace {

void AddViolations(const google::rpc::BadRequest& bad, base::Error& error) {
  if (bad.field_violations_size() > 0) error.field = bad.field_violations(0).field();
  if (bad.field_violations_size() < 2) return;
  for (const auto& violation : bad.field_violations()) {
    error.message += violation.field().empty()
                         ? fmt::format("\n  {}", violation.description())
                         : fmt::format("\n  {}: {}", violation.field(), violation.description());
  }
}

// True if the details hold a reason: then the daemon made this error, and says it best.
bool AddDetails(const std::string& bytes, base::Error& error) {
  google::rpc::Status details;
  if (bytes.empty() || !details.ParseFromString(bytes)) return false;
  bool has_reason = false;
  for (const auto& detail : details.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::RetryInfo retry;
    google::rpc::BadRequest bad;
    if (detail.UnpackTo(&info)) {
      has_reason = true;
      error.reason = info.reason();
      error.metadata.insert(info.metadata().begin(), info.metadata().end());
    } else if (detail.UnpackTo(&retry)) {
      error.retry_after = absl::Seconds(retry.retry_delay().seconds()) +
                          absl::Nanoseconds(retry.retry_delay().nanos());
    } else if (detail.UnpackTo(&bad)) {
      AddViolations(bad, error);
    }
  }
  return has_reason;
}

void ExplainTransport(std::string_view target, base::Error& error) {
  const std::string said = error.message.empty() ? "it gave no reason" : error.message;
  switch (error.code) {
    case absl::StatusCode::kUnavailable:
      error.reason = "SERVER_UNREACHABLE";
      error.message = fmt::format(
          "no daemon answers at {} ({}); start trustwatchd, or name the right place with --server "
          "or TRUSTWATCH_SERVER",
          target, said);
      break;
    case absl::StatusCode::kDeadlineExceeded:
      error.reason = "NO_ANSWER_IN_TIME";
      error.message = fmt::format(
          "the daemon at {} did not answer in time ({}); look at its log, then try again: the same "
          "request id is recorded only once",
          target, said);
      break;
    case absl::StatusCode::kUnimplemented:
      error.reason = "SERVER_DIFFERS";
      error.message = fmt::format(
          "the server at {} does not offer this call ({}); check that it is trustwatchd and of "
          "this "
          "command's version",
          target, said);
      break;
    default:
      error.message =
          fmt::format("the call to {} failed: {}; look at the daemon's log", target, said);
  }
}

}  // namespace

absl::Status StatusFromGrpc(const grpc::Status& status, std::string_view target) {
  if (status.ok()) return absl::OkStatus();
  base::Error error{.code = static_cast<absl::StatusCode>(status.error_code()),
                    .message = status.error_message()};
  error.reason = absl::StatusCodeToString(error.code);
  if (!AddDetails(status.error_details(), error)) ExplainTransport(target, error);
  return error.ToStatus();
}

}  // namespace trustwatch::push
