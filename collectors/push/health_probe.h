#ifndef TRUSTWATCH_COLLECTORS_PUSH_HEALTH_PROBE_H_
#define TRUSTWATCH_COLLECTORS_PUSH_HEALTH_PROBE_H_

#include <grpcpp/support/status.h>

#include <memory>

#include "absl/time/time.h"

namespace grpc {
class ChannelInterface;
}  // namespace grpc

namespace trustwatch::push {

// Asks grpc.health.v1 about the server as a whole, one try. `serving` is written only if the result
// is OK. Safe from any thread.
grpc::Status ProbeHealth(const std::shared_ptr<grpc::ChannelInterface>& channel,
                         absl::Duration deadline, bool& serving);

}  // namespace trustwatch::push

#endif  // TRUSTWATCH_COLLECTORS_PUSH_HEALTH_PROBE_H_
