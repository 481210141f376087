#include "daemon/rpc/server.h"

#include <grpc/grpc.h>
#include <grpc/impl/codegen/grpc_types.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/limits.h"
#include "daemon/rpc/call.h"
#include "daemon/rpc/catalogue_service.h"
#include "daemon/rpc/insight_service.h"
#include "daemon/rpc/series_service.h"
#include "daemon/rpc/submission_service.h"
#include "fmt/format.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace trustwatch::rpc {
namespace {

constexpr std::size_t kMemoryBytesMax = 1024UL * 1024 * 1024;  // of gRPC's own buffers
// Of them kReadsInFlightMax work; the others wait for their turn, and are told when it is too long.
constexpr int kThreadsMax = 256;
constexpr int kPollersMax = 4;  // threads that wait for synchronous calls between two bursts
constexpr int kKeepaliveMilliseconds = 60'000;
constexpr int kKeepaliveTimeoutMilliseconds = 20'000;
constexpr int kPingIntervalMinMilliseconds = 10'000;
constexpr int kConnectionIdleMilliseconds = 15 * 60'000;

// For answers on their way to the network when a drain ends; then those who watch health for ever
// are cut off.
constexpr absl::Duration kLastAnswers = absl::Milliseconds(500);

constexpr const char* kServiceNames[] = {
    "trustwatch.v1.SubmissionService", "trustwatch.v1.CatalogueService",
    "trustwatch.v1.SeriesService", "trustwatch.v1.InsightService"};

// Decides whether one server has reflection. Where the library is linked in, it has put itself into
// every server of the process already; where it is not, it has not.
class ReflectionOption final : public grpc::ServerBuilderOption {
 public:
  explicit ReflectionOption(bool wanted) : wanted_(wanted) {}
  void UpdateArguments(grpc::ChannelArguments* /*arguments*/) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    auto reflection = std::make_unique<grpc::reflection::ProtoServerReflectionPlugin>();
    std::erase_if(*plugins, [name = reflection->name()](const auto& plugin) {
      return plugin->name() == name;
    });
    if (wanted_) plugins->push_back(std::move(reflection));
  }

 private:
  const bool wanted_;
};

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(static_cast<int>(domain::kRequestBytesMax));
  builder.SetResourceQuota(
      grpc::ResourceQuota("trustwatch").Resize(kMemoryBytesMax).SetMaxThreads(kThreadsMax));
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, kPollersMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, domain::kStreamsPerConnectionMax);
  // A connection whose far side is gone is found out by an unanswered ping.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMilliseconds);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMilliseconds);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kPingIntervalMinMilliseconds);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kConnectionIdleMilliseconds);
  // Else a second daemon would listen on the same port, and each would get half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

// When the last user of the library goes, it waits now and then 10 s for a poller of its own. One
// user who never goes spares every stop of the daemon that wait.
void KeepLibraryUntilTheProcessEnds() {
  [[maybe_unused]] static const bool kKept = (grpc_init(), true);
}

std::string AddressOf(const ServerOptions& options) {
  const bool is_v6 = options.host.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}", is_v6 ? "[" : "", options.host, is_v6 ? "]" : "", options.port);
}

absl::Status AddressError(const std::string& address) {
  return base::Error{.code = absl::StatusCode::kUnavailable,
                     .reason = "ADDRESS_UNUSABLE",
                     .message = fmt::format("cannot listen for gRPC on {}; stop the program that "
                                            "listens there already, or give another --listen",
                                            address),
                     .metadata = {{"address", address}}}
      .ToStatus();
}

}  // namespace

struct Server::Parts {
  Parts(Collaborators collaborators, const ServerLimits& limits)
      : door(new Door{.telemetry = collaborators.telemetry, .limits = limits}),
        submissions(door, collaborators.submitter, collaborators.submissions),
        catalogue(*door, collaborators.definitions, collaborators.owed,
                  std::move(collaborators.reload)),
        series(*door, collaborators.definitions, collaborators.series),
        insights(*door, collaborators.definitions,
                 {.verdicts = collaborators.verdicts,
                  .comparisons = collaborators.comparisons,
                  .step_changes = collaborators.step_changes,
                  .recorder = collaborators.step_change_recorder}) {}

  const std::shared_ptr<Door> door;  // shared with submissions that wait for the disk
  SubmissionService submissions;
  CatalogueService catalogue;
  SeriesService series;
  InsightService insights;
  int port = 0;
  std::unique_ptr<grpc::Server> server;  // last, so that it ends before what it calls
};

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      Collaborators collaborators) {
  auto parts = std::make_unique<Parts>(std::move(collaborators), options.limits);
  KeepLibraryUntilTheProcessEnds();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  SetLimits(builder);
  builder.SetOption(std::make_unique<ReflectionOption>(options.reflection));
  builder.RegisterService(&parts->submissions);
  builder.RegisterService(&parts->catalogue);
  builder.RegisterService(&parts->series);
  builder.RegisterService(&parts->insights);
  const std::string address = AddressOf(options);
  builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &parts->port);
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || parts->port == 0) return AddressError(address);
  for (const char* name : kServiceNames) {
    parts->server->GetHealthCheckService()->SetServingStatus(name, true);
  }
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { parts_->server->Shutdown(absl::ToChronoTime(absl::Now())); }

int Server::port() const { return parts_->port; }

void Server::Drain(absl::Duration limit) {
  parts_->server->GetHealthCheckService()->Shutdown();
  parts_->door->calls.Close();
  parts_->door->calls.WaitUntilEmpty(limit);
  parts_->server->Shutdown(absl::ToChronoTime(absl::Now() + std::min(limit, kLastAnswers)));
}

}  // namespace trustwatch::rpc
