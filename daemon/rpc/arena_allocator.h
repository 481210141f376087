#ifndef TRUSTWATCH_DAEMON_RPC_ARENA_ALLOCATOR_H_
#define TRUSTWATCH_DAEMON_RPC_ARENA_ALLOCATOR_H_

#include "grpcpp/support/message_allocator.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {

// Gives each Submit two arenas, because a thousand rows are five thousand small messages. The
// request's arena can be freed alone, as soon as the rows are translated: a submission that waits
// for the disk is then held once, not twice. Safe from any thread.
class ArenaAllocator final : public grpc::MessageAllocator<v1::SubmitRequest, v1::SubmitResponse> {
 public:
  // Owned by gRPC, which calls its Release().
  grpc::MessageHolder<v1::SubmitRequest, v1::SubmitResponse>* AllocateMessages() override;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_ARENA_ALLOCATOR_H_
