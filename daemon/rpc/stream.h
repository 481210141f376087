#ifndef TRUSTWATCH_DAEMON_RPC_STREAM_H_
#define TRUSTWATCH_DAEMON_RPC_STREAM_H_

#include <string_view>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/stream_timeout.h"
#include "fmt/format.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/sync_stream.h"

namespace trustwatch::rpc {

// Writes the messages of one server stream until the client goes away or the call's deadline has
// passed, even if the client has stopped reading. Not thread-safe. Borrows all it is given.
template <typename Message>
class Stream {
 public:
  // `method` as in the proto, for the words of an error; a literal.
  Stream(const Call& call, std::string_view method, grpc::ServerContext& context,
         grpc::ServerWriter<Message>& writer)
      : call_(call), method_(method), timeout_(call.deadline(), context), writer_(writer) {}

  // False: nothing more can be written, and status() says why.
  bool Write(const Message& message) {
    status_ = call_.CheckDeadline();
    if (status_.ok() && !writer_.Write(message)) {
      status_ = timeout_.HasFired() ? call_.DeadlineError() : GoneError();
    }
    return status_.ok();
  }

  const absl::Status& status() const { return status_; }

 private:
  absl::Status GoneError() const {
    return base::Error{
        .code = absl::StatusCode::kCancelled,
        .reason = "CALLER_GONE",
        .message = fmt::format("the caller cancelled {} or went away before the last message; call "
                               "again, for fewer series if it took too long",
                               method_)}
        .ToStatus();
  }

  const Call& call_;
  const std::string_view method_;
  const StreamTimeout timeout_;
  grpc::ServerWriter<Message>& writer_;
  absl::Status status_;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_STREAM_H_
