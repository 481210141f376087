#include "daemon/rpc/insight_service.h"

#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/step_change.h"
#include "daemon/insight/comparison.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/comparison.h"
#include "daemon/rpc/step_changes.h"
#include "daemon/rpc/stream.h"
#include "daemon/rpc/values.h"
#include "daemon/rpc/verdicts.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::rpc {
namespace {

constexpr std::string_view kInsightService = "InsightService";

}  // namespace

grpc::Status InsightService::StreamVerdicts(
    grpc::ServerContext* context, const v1::StreamVerdictsRequest* request,
    grpc::ServerWriter<v1::StreamVerdictsResponse>* writer) {
  return Serve(
      door_, kInsightService, "StreamVerdicts", *context, [&](const Call& call) -> absl::Status {
        TRUSTWATCH_ASSIGN_OR_RETURN(const insight::VerdictFilter filter, ToDomain(*request));
        Stream stream(call, "StreamVerdicts", *context, *writer);
        v1::StreamVerdictsResponse message;
        const auto visit = [&](const insight::VerdictView& view) {
          message.Clear();
          ToProto(view, *message.mutable_verdict());
          return stream.Write(message);
        };
        TRUSTWATCH_RETURN_IF_ERROR(parts_.verdicts.Each(filter, visit));
        return stream.status();
      });
}

grpc::Status InsightService::GetChart(grpc::ServerContext* context,
                                      const v1::GetChartRequest* request,
                                      v1::GetChartResponse* response) {
  return Serve(door_, kInsightService, "GetChart", *context,
               [&](const Call& /*call*/) -> absl::Status {
                 std::optional<absl::Time> as_of;
                 if (request->has_as_of()) {
                   TRUSTWATCH_ASSIGN_OR_RETURN(as_of, ToTime(request->as_of(), "as_of"));
                 }
                 TRUSTWATCH_ASSIGN_OR_RETURN(const insight::ChartView view,
                                             parts_.verdicts.Chart(ToDomain(*request), as_of));
                 ToProto(view, *response);
                 for (const domain::StepChange& change : view.step_changes) {
                   ToProto(change, *response->add_step_changes());
                 }
                 return absl::OkStatus();
               });
}

grpc::Status InsightService::CompareOrganisations(grpc::ServerContext* context,
                                                  const v1::CompareOrganisationsRequest* request,
                                                  v1::CompareOrganisationsResponse* response) {
  return Serve(door_, kInsightService, "CompareOrganisations", *context,
               [&](const Call& /*call*/) -> absl::Status {
                 TRUSTWATCH_ASSIGN_OR_RETURN(const insight::ComparisonQuery query,
                                             ToDomain(*request));
                 TRUSTWATCH_ASSIGN_OR_RETURN(const insight::Comparison comparison,
                                             parts_.comparisons.Compare(query));
                 ToProto(comparison, *definitions_.Get(), *response);
                 return absl::OkStatus();
               });
}

grpc::Status InsightService::ListStepChanges(grpc::ServerContext* context,
                                             const v1::ListStepChangesRequest* request,
                                             v1::ListStepChangesResponse* response) {
  return Serve(door_, kInsightService, "ListStepChanges", *context, [&](const Call& /*call*/) {
    return rpc::ListStepChanges(*request, parts_.step_changes, *response);
  });
}

grpc::Status InsightService::RecordStepChange(grpc::ServerContext* context,
                                              const v1::RecordStepChangeRequest* request,
                                              v1::RecordStepChangeResponse* response) {
  return Serve(door_, kInsightService, "RecordStepChange", *context, [&](const Call& call) {
    return rpc::RecordStepChange(*request, parts_.recorder, call.caller(), *response);
  });
}

grpc::Status InsightService::WithdrawStepChange(grpc::ServerContext* context,
                                                const v1::WithdrawStepChangeRequest* request,
                                                v1::WithdrawStepChangeResponse* response) {
  return Serve(door_, kInsightService, "WithdrawStepChange", *context, [&](const Call& call) {
    return rpc::WithdrawStepChange(*request, parts_.recorder, call.caller(), *response);
  });
}

}  // namespace trustwatch::rpc
