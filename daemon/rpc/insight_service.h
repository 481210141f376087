#ifndef TRUSTWATCH_DAEMON_RPC_INSIGHT_SERVICE_H_
#define TRUSTWATCH_DAEMON_RPC_INSIGHT_SERVICE_H_

#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/insight/step_changes.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/rpc/call.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "trustwatch/v1/insight_service.grpc.pb.h"

namespace trustwatch::rpc {

// What InsightService asks. Borrowed.
struct InsightParts {
  const insight::VerdictReader& verdicts;
  const insight::ComparisonReader& comparisons;
  const insight::StepChangeBook& step_changes;
  const ingest::StepChangeRecorder& recorder;
};

// The door through which judgements go out, and step changes come in. Safe from any thread. Borrows
// all it is given.
class InsightService final : public v1::InsightService::Service {
 public:
  InsightService(Door& door, const base::Published<domain::Definitions>& definitions,
                 const InsightParts& parts)
      : door_(door), definitions_(definitions), parts_(parts) {}

  // One message a series. Ends as SeriesService::StreamSeries does.
  grpc::Status StreamVerdicts(grpc::ServerContext* context,
                              const v1::StreamVerdictsRequest* request,
                              grpc::ServerWriter<v1::StreamVerdictsResponse>* writer) override;
  grpc::Status GetChart(grpc::ServerContext* context, const v1::GetChartRequest* request,
                        v1::GetChartResponse* response) override;
  grpc::Status CompareOrganisations(grpc::ServerContext* context,
                                    const v1::CompareOrganisationsRequest* request,
                                    v1::CompareOrganisationsResponse* response) override;
  grpc::Status ListStepChanges(grpc::ServerContext* context,
                               const v1::ListStepChangesRequest* request,
                               v1::ListStepChangesResponse* response) override;
  grpc::Status RecordStepChange(grpc::ServerContext* context,
                                const v1::RecordStepChangeRequest* request,
                                v1::RecordStepChangeResponse* response) override;
  grpc::Status WithdrawStepChange(grpc::ServerContext* context,
                                  const v1::WithdrawStepChangeRequest* request,
                                  v1::WithdrawStepChangeResponse* response) override;

 private:
  Door& door_;
  const base::Published<domain::Definitions>& definitions_;
  const InsightParts parts_;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_INSIGHT_SERVICE_H_
