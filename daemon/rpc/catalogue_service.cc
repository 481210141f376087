#include "daemon/rpc/catalogue_service.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/published.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/insight/owed.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/catalogue.h"
#include "daemon/rpc/page.h"
#include "daemon/rpc/reload.h"
#include "daemon/rpc/values.h"
#include "fmt/format.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::rpc {
namespace {

constexpr std::string_view kCatalogueService = "CatalogueService";
constexpr PageSizes kDefinitions{.standard = kPageSizeDefault, .maximum = kCataloguePageSizeMax};

// One page of any list of the definitions: `add` gives the message that an item is written to.
template <typename Item, typename Request, typename Response, typename Key, typename Add>
absl::Status ListPage(std::string_view method, const std::vector<Item>& items,
                      const Request& request, Response& out, const Key& key, const Add& add) {
  const std::vector<std::string> scope = {std::string(method)};
  TRUSTWATCH_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), kDefinitions));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string position,
                              ReadPageToken(scope, request.page_token()));
  const auto page = TakePage(std::span<const Item>(items), position, size, key);
  for (const Item& item : page.items) ToProto(item, add());
  if (!page.next_position.empty()) {
    out.set_next_page_token(MakePageToken(scope, page.next_position));
  }
  return absl::OkStatus();
}

// Sorts as OwedReader sorts: by organisation, return, indicator and period. The separator is below
// every byte that a part may hold.
std::string KeyOf(const insight::OwedItem& item) {
  return fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}", item.organisation.text(), item.return_id,
                     item.indicator.text(), domain::ToString(item.period.last()),
                     domain::ToString(item.period.first()));
}

std::string TextOf(const std::optional<domain::Day>& day) {
  return day.has_value() ? domain::ToString(*day) : "";
}

void Count(const std::vector<insight::OwedItem>& all, v1::ListOwedResponse& out) {
  out.set_owed_count(static_cast<std::int32_t>(all.size()));
  out.set_received_count(static_cast<std::int32_t>(std::count_if(
      all.begin(), all.end(), [](const auto& item) { return item.received_at.has_value(); })));
  out.set_overdue_count(static_cast<std::int32_t>(
      std::count_if(all.begin(), all.end(), [](const auto& item) { return item.is_overdue; })));
}

absl::Status OwedPage(const insight::OwedReader& owed, const v1::ListOwedRequest& request,
                      v1::ListOwedResponse& out) {
  std::optional<domain::Day> month;
  if (request.has_month()) {
    TRUSTWATCH_ASSIGN_OR_RETURN(month, ToDay(request.month(), "month"));
  }
  const std::vector<std::string> scope = {"ListOwed", request.organisation(), TextOf(month),
                                          std::to_string(request.include_received())};
  TRUSTWATCH_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), kFiguresPage));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string position,
                              ReadPageToken(scope, request.page_token()));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<insight::OwedItem> all,
                              owed.Owed(request.organisation(), month));
  Count(all, out);
  if (!request.include_received()) {
    std::erase_if(all, [](const auto& item) { return item.received_at.has_value(); });
  }
  const auto page = TakePage(std::span<const insight::OwedItem>(all), position, size, KeyOf);
  for (const insight::OwedItem& item : page.items) ToProto(item, *out.add_items());
  if (!page.next_position.empty()) {
    out.set_next_page_token(MakePageToken(scope, page.next_position));
  }
  return absl::OkStatus();
}

}  // namespace

CatalogueService::CatalogueService(Door& door,
                                   const base::Published<domain::Definitions>& definitions,
                                   const insight::OwedReader& owed, CatalogueReload reload)
    : door_(door), definitions_(definitions), owed_(owed), reload_(std::move(reload)) {}

grpc::Status CatalogueService::ListIndicators(grpc::ServerContext* context,
                                              const v1::ListIndicatorsRequest* request,
                                              v1::ListIndicatorsResponse* response) {
  return Serve(door_, kCatalogueService, "ListIndicators", *context, [&](const Call& /*call*/) {
    const auto definitions = definitions_.Get();
    response->set_catalogue_version(definitions->version);
    return ListPage(
        "ListIndicators", definitions->catalogue.indicators(), *request, *response,
        [](const domain::Indicator& item) { return item.id.text(); },
        [response]() -> v1::Indicator& { return *response->add_indicators(); });
  });
}

grpc::Status CatalogueService::ListOrganisations(grpc::ServerContext* context,
                                                 const v1::ListOrganisationsRequest* request,
                                                 v1::ListOrganisationsResponse* response) {
  return Serve(door_, kCatalogueService, "ListOrganisations", *context, [&](const Call& /*call*/) {
    const auto definitions = definitions_.Get();
    return ListPage(
        "ListOrganisations", definitions->organisations.organisations(), *request, *response,
        [](const domain::Organisation& item) { return item.code.ToString(); },
        [response]() -> v1::Organisation& { return *response->add_organisations(); });
  });
}

grpc::Status CatalogueService::ListReturns(grpc::ServerContext* context,
                                           const v1::ListReturnsRequest* request,
                                           v1::ListReturnsResponse* response) {
  return Serve(door_, kCatalogueService, "ListReturns", *context, [&](const Call& /*call*/) {
    const auto definitions = definitions_.Get();
    return ListPage(
        "ListReturns", definitions->catalogue.returns(), *request, *response,
        [](const domain::Return& item) { return item.id; },
        [response]() -> v1::Return& { return *response->add_returns(); });
  });
}

grpc::Status CatalogueService::ListOwed(grpc::ServerContext* context,
                                        const v1::ListOwedRequest* request,
                                        v1::ListOwedResponse* response) {
  return Serve(door_, kCatalogueService, "ListOwed", *context,
               [&](const Call& /*call*/) { return OwedPage(owed_, *request, *response); });
}

grpc::Status CatalogueService::ReloadCatalogue(grpc::ServerContext* context,
                                               const v1::ReloadCatalogueRequest* /*request*/,
                                               v1::ReloadCatalogueResponse* response) {
  return Serve(door_, kCatalogueService, "ReloadCatalogue", *context,
               [&](const Call& /*call*/) -> absl::Status {
                 TRUSTWATCH_ASSIGN_OR_RETURN(const Reloaded reloaded, reload_());
                 response->set_catalogue_version(reloaded.version);
                 response->set_changed(reloaded.changed);
                 return absl::OkStatus();
               });
}

}  // namespace trustwatch::rpc
