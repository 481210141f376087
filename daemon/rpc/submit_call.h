#ifndef TRUSTWATCH_DAEMON_RPC_SUBMIT_CALL_H_
#define TRUSTWATCH_DAEMON_RPC_SUBMIT_CALL_H_

#include <atomic>
#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/ingest/submitter.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/in_flight.h"
#include "grpcpp/alarm.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {

// One Submit, from its request to its answer, without a thread of its own while it waits for the
// disk. It ends once: with the reply, at its deadline, or when the caller goes away. After the last
// two, what was queued may still be recorded; the same request_id gets that receipt.
//
// Owned by itself until gRPC is done with it, and by those who still hold its `done`.
class SubmitCall final : public grpc::ServerUnaryReactor,
                         public std::enable_shared_from_this<SubmitCall> {
 public:
  // Reads `request` before it returns. Borrows the submitter, the context and the response until
  // the call is done. What the door borrows must live until the submitter has answered.
  static grpc::ServerUnaryReactor* Start(std::shared_ptr<Door> door, ingest::Submitter& submitter,
                                         grpc::CallbackServerContext& context,
                                         const v1::SubmitRequest& request,
                                         v1::SubmitResponse& response);

  SubmitCall(std::shared_ptr<Door> door, grpc::CallbackServerContext& context,
             v1::SubmitResponse& response);

  void OnCancel() override;
  void OnDone() override { self_.reset(); }

 private:
  void Run(ingest::Submitter& submitter, const v1::SubmitRequest& request);
  void EndWithReply(absl::StatusOr<ingest::Reply> reply);
  // Writes the response from reply_ and finishes; only for the one that may end.
  void Answer();
  void EndWith(const absl::Status& status);
  // True for the first who asks: only that one may touch the response and finish.
  bool MayEnd() { return !ended_.exchange(true); }

  // Shared with the server, which may be gone when the disk answers a caller who did not wait.
  const std::shared_ptr<Door> door_;
  grpc::CallbackServerContext& context_;
  v1::SubmitResponse& response_;
  Call call_;
  std::atomic<bool> ended_ = false;
  grpc::Alarm deadline_alarm_;
  grpc::Alarm answer_alarm_;
  ingest::Reply reply_;               // set by the one that may end
  std::shared_ptr<SubmitCall> self_;  // shared with the queued submission; empty once gRPC is done
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_SUBMIT_CALL_H_
