#ifndef TRUSTWATCH_DAEMON_RPC_STREAM_TIMEOUT_H_
#define TRUSTWATCH_DAEMON_RPC_STREAM_TIMEOUT_H_

#include <memory>

#include "absl/time/time.h"
#include "grpcpp/alarm.h"
#include "grpcpp/server_context.h"

namespace trustwatch::rpc {

// Cancels a call at an instant, unless this is gone by then. A write to a client that has stopped
// reading waits without end, and nothing but cancelling the call ends it.
class StreamTimeout {
 public:
  // Borrows `context`, which must outlive this.
  StreamTimeout(absl::Time deadline, grpc::ServerContext& context);
  ~StreamTimeout();
  StreamTimeout(const StreamTimeout&) = delete;
  StreamTimeout& operator=(const StreamTimeout&) = delete;

  // True once it has cancelled the call.
  bool HasFired() const;

 private:
  struct Target;
  std::shared_ptr<Target> target_;  // shared with the alarm, which may run late
  grpc::Alarm alarm_;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_STREAM_TIMEOUT_H_
