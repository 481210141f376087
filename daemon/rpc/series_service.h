#ifndef TRUSTWATCH_DAEMON_RPC_SERIES_SERVICE_H_
#define TRUSTWATCH_DAEMON_RPC_SERIES_SERVICE_H_

#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/insight/series_reader.h"
#include "daemon/rpc/call.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "trustwatch/v1/series_service.grpc.pb.h"

namespace trustwatch::rpc {

// The door through which figures go out again. Safe from any thread. Borrows all it is given.
class SeriesService final : public v1::SeriesService::Service {
 public:
  SeriesService(Door& door, const base::Published<domain::Definitions>& definitions,
                const insight::SeriesReader& series);

  grpc::Status GetSeries(grpc::ServerContext* context, const v1::GetSeriesRequest* request,
                         v1::GetSeriesResponse* response) override;

  // One message a series. Stops when the client goes away, and at the call's deadline even if the
  // client has stopped reading: then the client sees CANCELLED.
  grpc::Status StreamSeries(grpc::ServerContext* context, const v1::StreamSeriesRequest* request,
                            grpc::ServerWriter<v1::StreamSeriesResponse>* writer) override;

 private:
  Door& door_;
  const base::Published<domain::Definitions>& definitions_;
  const insight::SeriesReader& series_;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_SERIES_SERVICE_H_
