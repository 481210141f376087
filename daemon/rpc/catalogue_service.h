#ifndef TRUSTWATCH_DAEMON_RPC_CATALOGUE_SERVICE_H_
#define TRUSTWATCH_DAEMON_RPC_CATALOGUE_SERVICE_H_

#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/insight/owed.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/reload.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "trustwatch/v1/catalogue_service.grpc.pb.h"

namespace trustwatch::rpc {

// What is measured, who reports, and what is owed. Safe from any thread. Borrows all but `reload`.
class CatalogueService final : public v1::CatalogueService::Service {
 public:
  CatalogueService(Door& door, const base::Published<domain::Definitions>& definitions,
                   const insight::OwedReader& owed, CatalogueReload reload);

  grpc::Status ListIndicators(grpc::ServerContext* context,
                              const v1::ListIndicatorsRequest* request,
                              v1::ListIndicatorsResponse* response) override;
  grpc::Status ListOrganisations(grpc::ServerContext* context,
                                 const v1::ListOrganisationsRequest* request,
                                 v1::ListOrganisationsResponse* response) override;
  grpc::Status ListReturns(grpc::ServerContext* context, const v1::ListReturnsRequest* request,
                           v1::ListReturnsResponse* response) override;
  grpc::Status ListOwed(grpc::ServerContext* context, const v1::ListOwedRequest* request,
                        v1::ListOwedResponse* response) override;
  grpc::Status ReloadCatalogue(grpc::ServerContext* context,
                               const v1::ReloadCatalogueRequest* request,
                               v1::ReloadCatalogueResponse* response) override;

 private:
  Door& door_;
  const base::Published<domain::Definitions>& definitions_;
  const insight::OwedReader& owed_;
  const CatalogueReload reload_;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_CATALOGUE_SERVICE_H_
