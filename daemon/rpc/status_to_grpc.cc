#include "daemon/rpc/status_to_grpc.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/log.h"
#include "daemon/base/random_id.h"
#include "fmt/format.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace trustwatch::rpc {
namespace {

bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Never splits a UTF-8 character: protobuf strings must be whole.
std::string Cut(const std::string& text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max - 3;
  while (end > 0 && IsContinuationByte(text[end])) --end;
  return text.substr(0, end) + "...";
}

google::rpc::ErrorInfo ToErrorInfo(const base::Error& error) {
  google::rpc::ErrorInfo info;
  info.set_reason(Cut(error.reason, kErrorFieldBytesMax));
  info.set_domain("trustwatch");
  std::size_t room = kErrorMetadataBytesMax;
  for (const auto& [key, value] : error.metadata) {
    if (key.size() + value.size() > room) break;
    room -= key.size() + value.size();
    (*info.mutable_metadata())[key] = value;
  }
  return info;
}

google::rpc::RetryInfo ToRetryInfo(absl::Duration wait) {
  google::rpc::RetryInfo info;
  const auto seconds = absl::IDivDuration(wait, absl::Seconds(1), &wait);
  info.mutable_retry_delay()->set_seconds(seconds);
  info.mutable_retry_delay()->set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(wait)));
  return info;
}

google::rpc::BadRequest ToBadRequest(const base::Error& error, const std::string& message) {
  google::rpc::BadRequest bad;
  auto& violation = *bad.add_field_violations();
  violation.set_field(Cut(error.field, kErrorFieldBytesMax));
  violation.set_description(message);
  return bad;
}

// What a caller may see of a bug of ours.
base::Error Hidden(const absl::Status& status) {
  const std::string id = base::RandomId();
  base::Log(base::Severity::kError, "internal error",
            {{"error_id", id}, {"status", status.ToString()}});
  return {.code = absl::StatusCode::kInternal,
          .reason = "INTERNAL",
          .message = fmt::format("internal error {}; give this id to the operator of the daemon, "
                                 "whose log says more",
                                 id),
          .metadata = {{"error_id", id}},
          .field = {}};
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const bool is_bug =
      status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kUnknown;
  const base::Error error = is_bug ? Hidden(status) : base::ErrorOf(status);
  const std::string message = Cut(error.message, kErrorMessageBytesMax);

  google::rpc::Status details;
  details.set_code(static_cast<int>(error.code));
  details.set_message(message);
  details.add_details()->PackFrom(ToErrorInfo(error));
  if (error.retry_after.has_value()) {
    details.add_details()->PackFrom(ToRetryInfo(*error.retry_after));
  }
  if (!error.field.empty()) details.add_details()->PackFrom(ToBadRequest(error, message));
  // absl took its codes from gRPC: the numbers are the same.
  return {static_cast<grpc::StatusCode>(error.code), message, details.SerializeAsString()};
}

}  // namespace trustwatch::rpc
