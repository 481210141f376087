#include "daemon/rpc/series_service.h"

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/published.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/series.h"
#include "daemon/insight/series_reader.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/series.h"
#include "daemon/rpc/stream.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::rpc {
namespace {

constexpr std::string_view kSeriesService = "SeriesService";

}  // namespace

SeriesService::SeriesService(Door& door, const base::Published<domain::Definitions>& definitions,
                             const insight::SeriesReader& series)
    : door_(door), definitions_(definitions), series_(series) {}

grpc::Status SeriesService::GetSeries(grpc::ServerContext* context,
                                      const v1::GetSeriesRequest* request,
                                      v1::GetSeriesResponse* response) {
  return Serve(door_, kSeriesService, "GetSeries", *context,
               [&](const Call& /*call*/) -> absl::Status {
                 TRUSTWATCH_ASSIGN_OR_RETURN(const insight::View view, ToDomain(request->view()));
                 TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Series series,
                                             series_.One(ToDomain(*request), view));
                 ToProto(series, definitions_.Get()->catalogue, *response->mutable_series());
                 return absl::OkStatus();
               });
}

grpc::Status SeriesService::StreamSeries(grpc::ServerContext* context,
                                         const v1::StreamSeriesRequest* request,
                                         grpc::ServerWriter<v1::StreamSeriesResponse>* writer) {
  return Serve(door_, kSeriesService, "StreamSeries", *context,
               [&](const Call& call) -> absl::Status {
                 TRUSTWATCH_ASSIGN_OR_RETURN(const insight::View view, ToDomain(request->view()));
                 const auto definitions = definitions_.Get();
                 Stream stream(call, "StreamSeries", *context, *writer);
                 v1::StreamSeriesResponse message;
                 const auto visit = [&](const domain::Series& series) {
                   message.Clear();
                   ToProto(series, definitions->catalogue, *message.mutable_series());
                   return stream.Write(message);
                 };
                 TRUSTWATCH_RETURN_IF_ERROR(series_.Each(ToDomain(*request), view, visit));
                 return stream.status();
               });
}

}  // namespace trustwatch::rpc
