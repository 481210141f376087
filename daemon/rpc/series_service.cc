#include "daemon/rpc/series_service.h"

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/published.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/series.h"
#include "daemon/insight/series_reader.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/series.h"
#include "daemon/rpc/stream_timeout.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::rpc {
namespace {

constexpr std::string_view kService = "SeriesService";

absl::Status GoneError() {
  return base::Error{.code = absl::StatusCode::kCancelled,
                     .reason = "CALLER_GONE",
                     .message =
                         "the caller cancelled StreamSeries or went away before the last "
                         "series; call again, for fewer series if it took too long"}
      .ToStatus();
}

}  // namespace

SeriesService::SeriesService(Door& door, const base::Published<domain::Definitions>& definitions,
                             const insight::SeriesReader& series)
    : door_(door), definitions_(definitions), series_(series) {}

grpc::Status SeriesService::GetSeries(grpc::ServerContext* context,
                                      const v1::GetSeriesRequest* request,
                                      v1::GetSeriesResponse* response) {
  return Serve(door_, kService, "GetSeries", *context, [&](const Call& /*call*/) -> absl::Status {
    TRUSTWATCH_ASSIGN_OR_RETURN(const insight::View view, ToDomain(request->view()));
    TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Series series, series_.One(ToDomain(*request), view));
    ToProto(series, definitions_.Get()->catalogue, *response->mutable_series());
    return absl::OkStatus();
  });
}

grpc::Status SeriesService::StreamSeries(grpc::ServerContext* context,
                                         const v1::StreamSeriesRequest* request,
                                         grpc::ServerWriter<v1::StreamSeriesResponse>* writer) {
  return Serve(door_, kService, "StreamSeries", *context, [&](const Call& call) -> absl::Status {
    TRUSTWATCH_ASSIGN_OR_RETURN(const insight::View view, ToDomain(request->view()));
    const StreamTimeout timeout(call.deadline(), *context);
    const auto definitions = definitions_.Get();
    v1::StreamSeriesResponse message;
    absl::Status ended;
    const auto visit = [&](const domain::Series& series) {
      ended = call.CheckDeadline();
      if (!ended.ok()) return false;
      message.Clear();
      ToProto(series, definitions->catalogue, *message.mutable_series());
      if (!writer->Write(message)) {
        ended = timeout.HasFired() ? call.DeadlineError() : GoneError();
      }
      return ended.ok();
    };
    TRUSTWATCH_RETURN_IF_ERROR(series_.Each(ToDomain(*request), view, visit));
    return ended;
  });
}

}  // namespace trustwatch::rpc
