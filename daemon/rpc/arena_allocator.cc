#include "daemon/rpc/arena_allocator.h"

#include <cstddef>
#include <memory>

#include "google/protobuf/arena.h"
#include "grpcpp/support/message_allocator.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

// A row takes about 400 bytes. Blocks double from the first to the largest.
constexpr std::size_t kFirstBlockBytes = 16UL * 1024;
constexpr std::size_t kLargestBlockBytes = 256UL * 1024;

google::protobuf::ArenaOptions RequestArenaOptions() {
  google::protobuf::ArenaOptions options;
  options.start_block_size = kFirstBlockBytes;
  options.max_block_size = kLargestBlockBytes;
  return options;
}

class ArenaHolder final : public grpc::MessageHolder<v1::SubmitRequest, v1::SubmitResponse> {
 public:
  ArenaHolder() : request_arena_(std::make_unique<google::protobuf::Arena>(RequestArenaOptions())) {
    using google::protobuf::Arena;
    set_request(Arena::CreateMessage<v1::SubmitRequest>(request_arena_.get()));
    set_response(Arena::CreateMessage<v1::SubmitResponse>(&response_arena_));
  }

  void FreeRequest() override {
    set_request(nullptr);
    request_arena_.reset();
  }
  void Release() override { delete this; }

 private:
  std::unique_ptr<google::protobuf::Arena> request_arena_;  // null once freed
  google::protobuf::Arena response_arena_;
};

}  // namespace

grpc::MessageHolder<v1::SubmitRequest, v1::SubmitResponse>* ArenaAllocator::AllocateMessages() {
  return new ArenaHolder;
}

}  // namespace trustwatch::rpc
