#ifndef TRUSTWATCH_COLLECTORS_PUSH_TARGET_H_
#define TRUSTWATCH_COLLECTORS_PUSH_TARGET_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace trustwatch::push {

// Where a daemon listens, host and port: 127.0.0.1:9190, localhost:9190 or [::1]:9190, written as
// gRPC wants it. kInvalidArgument with reason TARGET_MALFORMED if it is none of that form, and
// TARGET_NOT_LOOPBACK for any other host: without credentials, figures and the sender's name would
// cross the network for all to read and change.
absl::StatusOr<std::string> LoopbackTarget(std::string_view text);

}  // namespace trustwatch::push

#endif  // TRUSTWATCH_COLLECTORS_PUSH_TARGET_H_
