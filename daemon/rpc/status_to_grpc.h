#ifndef TRUSTWATCH_DAEMON_RPC_STATUS_TO_GRPC_H_
#define TRUSTWATCH_DAEMON_RPC_STATUS_TO_GRPC_H_

#include <cstddef>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace trustwatch::rpc {

// An error travels in trailers, of which a client takes 8 KiB unless it asks for more. These parts
// keep it below that even when every byte of the message has to be escaped; longer ones are cut at
// a character and end in "...".
inline constexpr std::size_t kErrorMessageBytesMax = 800;
inline constexpr std::size_t kErrorMetadataBytesMax = 2'000;  // keys and values of ErrorInfo
inline constexpr std::size_t kErrorFieldBytesMax = 200;

// The one place that builds a grpc::Status. The details are a google.rpc.Status with ErrorInfo
// (reason, domain "trustwatch", metadata), with RetryInfo if the error says when to come back, and
// with BadRequest if it names a field. Metadata that do not fit are left out, last keys first.
//
// kInternal and kUnknown are our bugs: what they say goes to the log under a new id, and the caller
// is told the id only. Safe from any thread.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_STATUS_TO_GRPC_H_
