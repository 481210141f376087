#ifndef TRUSTWATCH_COLLECTORS_PUSH_GRPC_CLIENT_H_
#define TRUSTWATCH_COLLECTORS_PUSH_GRPC_CLIENT_H_

#include <memory>
#include <string>

#include "collectors/push/client.h"
#include "collectors/push/retry.h"

namespace grpc {
class ChannelInterface;
}  // namespace grpc

namespace trustwatch::push {

// A Client over an open channel, which the stubs share with whoever made it. `target` is what error
// messages call the other side.
std::unique_ptr<Client> MakeGrpcClient(std::shared_ptr<grpc::ChannelInterface> channel,
                                       std::string target, RetryPolicy policy, Pacing pacing);

}  // namespace trustwatch::push

#endif  // TRUSTWATCH_COLLECTORS_PUSH_GRPC_CLIENT_H_
