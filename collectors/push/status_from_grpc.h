#ifndef TRUSTWATCH_COLLECTORS_PUSH_STATUS_FROM_GRPC_H_
#define TRUSTWATCH_COLLECTORS_PUSH_STATUS_FROM_GRPC_H_

#include <string_view>

#include "absl/status/status.h"

namespace grpc {
class Status;
}  // namespace grpc

namespace trustwatch::push {

// What gRPC said, as a base::Error with the reason, metadata, field and retry delay of the
// google.rpc details in the trailer `grpc-status-details-bin`. Where more than one field is at
// fault, each has a line of its own after the message. An error without details was made by gRPC
// itself; its message then names `target` and what to do. Pure.
absl::Status StatusFromGrpc(const grpc::Status& status, std::string_view target);

}  // namespace trustwatch::push

#endif  // TRUSTWATCH_COLLECTORS_PUSH_STATUS_FROM_GRPC_H_
