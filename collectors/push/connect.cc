#include "collectors/push/connect.h"

#include <grpcpp/channel.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "collectors/push/client.h"
#include "collectors/push/grpc_client.h"
#include "collectors/push/retry.h"
#include "collectors/push/target.h"
#include "daemon/base/status_macros.h"

namespace trustwatch::push {
namespace {

// An answer to a submission of 100,000 rows says an effect for each and up to 10,000 findings.
constexpr int kAnswerBytesMax = 64 * 1024 * 1024;

}  // namespace

absl::StatusOr<std::unique_ptr<Client>> Connect(std::string_view server, const RetryPolicy& policy,
                                                const Pacing& pacing) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string target, LoopbackTarget(server));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytesMax);
  arguments.SetMaxSendMessageSize(-1);  // the daemon says what is too large, with its own limit
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);  // ours know the daemon's delays
  return MakeGrpcClient(
      grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments), target,
      policy, pacing);
}

}  // namespace trustwatch::push
