#ifndef TRUSTWATCH_DAEMON_RPC_SUBMISSION_SERVICE_H_
#define TRUSTWATCH_DAEMON_RPC_SUBMISSION_SERVICE_H_

#include <memory>

#include "daemon/ingest/submitter.h"
#include "daemon/insight/submission_reader.h"
#include "daemon/rpc/arena_allocator.h"
#include "daemon/rpc/call.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "grpcpp/support/status.h"
#include "trustwatch/v1/submission_service.grpc.pb.h"

namespace trustwatch::rpc {

// The door through which figures come in: translates, and asks ingest and insight. Safe from any
// thread. Borrows all that it is given. A page of GetSubmission or CompareSubmissions reads the
// submissions whole.
class SubmissionService final
    : public v1::SubmissionService::WithCallbackMethod_Submit<v1::SubmissionService::Service> {
 public:
  SubmissionService(std::shared_ptr<Door> door, ingest::Submitter& submitter,
                    const insight::SubmissionReader& submissions);

  using WithCallbackMethod_Submit::Submit;  // the one that gRPC never calls
  grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context,
                                   const v1::SubmitRequest* request,
                                   v1::SubmitResponse* response) override;
  grpc::Status GetSubmission(grpc::ServerContext* context, const v1::GetSubmissionRequest* request,
                             v1::GetSubmissionResponse* response) override;
  grpc::Status ListSubmissions(grpc::ServerContext* context,
                               const v1::ListSubmissionsRequest* request,
                               v1::ListSubmissionsResponse* response) override;
  grpc::Status CompareSubmissions(grpc::ServerContext* context,
                                  const v1::CompareSubmissionsRequest* request,
                                  v1::CompareSubmissionsResponse* response) override;
  grpc::Status WithdrawSubmission(grpc::ServerContext* context,
                                  const v1::WithdrawSubmissionRequest* request,
                                  v1::WithdrawSubmissionResponse* response) override;

 private:
  const std::shared_ptr<Door> door_;  // shared with submissions that wait for the disk
  ingest::Submitter& submitter_;
  const insight::SubmissionReader& submissions_;
  ArenaAllocator allocator_;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_SUBMISSION_SERVICE_H_
