#include "collectors/push/health_probe.h"

#include <google/protobuf/empty.pb.h>
#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/support/status.h>

#include <cstdint>
#include <memory>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace trustwatch::push {
namespace {

// grpc.health.v1 is two tiny messages: an empty request asks about the whole server, and field 1 of
// the answer is 1 when it serves. Google's Empty carries both, the answer as an unknown field.
using google::protobuf::Empty;
constexpr int kStatusField = 1;
constexpr std::uint64_t kServing = 1;

bool SaysServing(const Empty& answer) {
  const auto& fields = answer.GetReflection()->GetUnknownFields(answer);
  for (int i = 0; i < fields.field_count(); ++i) {
    const google::protobuf::UnknownField& field = fields.field(i);
    if (field.number() == kStatusField &&
        field.type() == google::protobuf::UnknownField::TYPE_VARINT) {
      return field.varint() == kServing;
    }
  }
  return false;
}

}  // namespace

grpc::Status ProbeHealth(const std::shared_ptr<grpc::ChannelInterface>& channel,
                         absl::Duration deadline, bool& serving) {
  // What generated stubs call; Debian ships no stub for this service.
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Check",
                                         grpc::internal::RpcMethod::NORMAL_RPC);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + deadline));
  Empty answer;
  grpc::Status status =
      grpc::internal::BlockingUnaryCall(channel.get(), method, &context, Empty(), &answer);
  if (status.ok()) serving = SaysServing(answer);
  return status;
}

}  // namespace trustwatch::push
