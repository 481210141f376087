#include "daemon/app/daemon.h"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/app/address.h"
#include "daemon/app/definition_files.h"
#include "daemon/app/options.h"
#include "daemon/app/upkeep.h"
#include "daemon/app/version.h"
#include "daemon/app/wellness.h"
#include "daemon/base/clock.h"
#include "daemon/base/log.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/http/by_sight.h"
#include "daemon/http/export_routes.h"
#include "daemon/http/label_routes.h"
#include "daemon/http/metrics_page.h"
#include "daemon/http/past_page.h"
#include "daemon/http/past_page_route.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/read_route.h"
#include "daemon/http/readiness.h"
#include "daemon/http/route.h"
#include "daemon/http/server.h"
#include "daemon/http/standard_routes.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/owed.h"
#include "daemon/insight/past_snapshots.h"
#include "daemon/insight/series_reader.h"
#include "daemon/insight/step_changes.h"
#include "daemon/insight/submission_reader.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/rpc/server.h"
#include "daemon/samples/archive.h"
#include "daemon/security/caller.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

std::size_t SeriesIn(const insight::LatestSnapshot& latest) {
  std::size_t series = 0;
  for (const auto& organisation : latest) series += organisation->values.size();
  return series;
}

}  // namespace

// What callers over HTTP see of the figures, as one sight has them. A view that nobody asks for
// costs nothing.
struct Daemon::View {
  View(Daemon& daemon, domain::Sight sight)
      : archive({.store = *daemon.store_,
                 .definitions = daemon.definitions_,
                 .series = daemon.SeriesFor(sight),
                 .sight = sight,
                 .clock = daemon.clock_}),
        metrics(
            daemon.telemetry_, daemon.latest_,
            [&daemon, sight] { return daemon.VerdictsForScrape(sight); }, daemon.definitions_,
            daemon.clock_, sight),
        past_snapshots(*daemon.store_, daemon.definitions_, sight) {}

  samples::Archive archive;
  http::MetricsPage metrics;
  insight::PastSnapshotsReader past_snapshots;
  http::PastPage past{past_snapshots};
};

struct Daemon::Rooms {
  explicit Rooms(Daemon& daemon)
      : submitter(*daemon.store_, daemon.figures_, daemon.definitions_, daemon.clock_),
        recorder(*daemon.store_, daemon.definitions_, daemon.clock_),
        submissions(*daemon.store_),
        series(*daemon.store_, daemon.definitions_),
        owed(*daemon.store_, daemon.definitions_, daemon.clock_),
        verdicts(*daemon.store_, daemon.definitions_, daemon.verdicts_),
        comparisons(*daemon.store_, daemon.definitions_),
        step_changes(*daemon.store_, daemon.definitions_),
        reloader(daemon.options_.catalogue, *daemon.store_, daemon.definitions_, daemon.telemetry_),
        readiness([store = daemon.store_.get()] { return store->Health(); }),
        clock(daemon.clock_),
        disclosed(daemon, domain::Sight::kDisclosed),
        exact(daemon, domain::Sight::kExact) {}

  ingest::Submitter submitter;
  ingest::StepChangeRecorder recorder;
  insight::SubmissionReader submissions;
  insight::SeriesReader series;
  insight::OwedReader owed;
  insight::VerdictReader verdicts;
  insight::ComparisonReader comparisons;
  insight::StepChangeBook step_changes;
  Reloader reloader;
  http::Readiness readiness;
  http::QueryGate gate{{}};
  // Apart, because an export lasts as long as its reader takes, and must not keep dashboards
  // waiting.
  http::QueryGate export_gate{{.answered_max = 2, .waiting_max = 4}};
  const base::Clock& clock;
  View disclosed;
  View exact;

  std::vector<http::Route> Routes() {
    const http::BySight<http::MetricsPage> pages{disclosed.metrics, exact.metrics};
    const http::BySight<samples::Archive> archives{disclosed.archive, exact.archive};
    std::vector<http::Route> routes = http::StandardRoutes(pages, readiness);
    routes.push_back(http::ReadRoute(archives, gate));
    for (auto& route : http::LabelRoutes(archives, gate)) routes.push_back(std::move(route));
    for (auto& route : http::ExportRoutes(archives, export_gate))
      routes.push_back(std::move(route));
    const http::BySight<http::PastPage> past_pages{disclosed.past, exact.past};
    routes.push_back(http::PastPageRoute(past_pages, export_gate, clock));
    return routes;
  }
};

absl::StatusOr<std::unique_ptr<Daemon>> Daemon::Start(const Options& options,
                                                      const base::Clock& clock) {
  TRUSTWATCH_ASSIGN_OR_RETURN(auto definitions, ReadDefinitions(options.catalogue));
  std::unique_ptr<Daemon> daemon(new Daemon(options, clock, std::move(definitions)));
  TRUSTWATCH_RETURN_IF_ERROR(daemon->OpenStore());
  TRUSTWATCH_RETURN_IF_ERROR(daemon->Serve());
  daemon->upkeep_ = std::make_unique<Upkeep>(options, clock, daemon->telemetry_);
  daemon->rooms_->readiness.SetReady();
  daemon->LogReady();
  daemon->judging_ =
      std::jthread([&judged = *daemon](const std::stop_token& stop) { judged.JudgeAhead(stop); });
  return daemon;
}

Daemon::Daemon(const Options& options, const base::Clock& clock,
               std::shared_ptr<const domain::Definitions> definitions)
    : options_(options),
      clock_(clock),
      definitions_(std::move(definitions)),
      telemetry_(Version(), clock) {}

Daemon::~Daemon() {
  rpc_.reset();
  http_.reset();
  upkeep_.reset();  // no scrape asks for it any more
  telemetry_.SetStoreGauges(nullptr);
}

absl::Status Daemon::OpenStore() {
  // Nothing is committed, and so neither function called, before opened_ is set below.
  store::StoreOptions options{.file = options_.database,
                              .pages_max = options_.store_pages_max,
                              .on_committed =
                                  [this](const store::Committed& committed) {
                                    latest_.Apply(*opened_, committed);
                                    figures_.Apply(*opened_, committed);
                                    disclosed_.Apply(committed);
                                    verdicts_.Apply(committed);
                                    disclosed_verdicts_.Apply(committed);
                                  },
                              .on_commit_report =
                                  [this](const store::CommitReport& report) {
                                    telemetry_.CommitFinished(report.submissions,
                                                              report.observations, report.took,
                                                              report.status.ok());
                                  }};
  TRUSTWATCH_ASSIGN_OR_RETURN(store_, store::Store::Open(std::move(options), clock_));
  opened_ = store_.get();
  telemetry_.SetStoreGauges([this] {
    const store::Store::Gauges gauges = opened_->ReadGauges();
    return telemetry::StoreGauges{.waiting_submissions = gauges.waiting_submissions,
                                  .waiting_observations = gauges.waiting_observations,
                                  .file_bytes = gauges.file_bytes,
                                  .log_bytes = gauges.log_bytes,
                                  .filesystem_size_bytes = gauges.filesystem_size_bytes,
                                  .filesystem_free_bytes = gauges.filesystem_free_bytes};
  });
  const auto definitions = definitions_.Get();
  TRUSTWATCH_RETURN_IF_ERROR(store_->RecordCatalogue(definitions->version, definitions->digest));
  telemetry_.CatalogueReloaded(true, definitions->version);
  TellOrganisations(*definitions, telemetry_);
  return latest_.Load(*store_);
}

absl::Status Daemon::Serve() {
  rooms_ = std::make_unique<Rooms>(*this);
  TRUSTWATCH_ASSIGN_OR_RETURN(http_, http::Server::Start({.host = options_.http_listen.host,
                                                          .port = options_.http_listen.port,
                                                          .access_log = options_.http_access_log,
                                                          .entitlements = options_.entitlements},
                                                         rooms_->Routes(), telemetry_));
  TRUSTWATCH_ASSIGN_OR_RETURN(
      rpc_, rpc::Server::Start({.host = options_.listen.host,
                                .port = options_.listen.port,
                                .reflection = options_.reflection},
                               {.submitter = rooms_->submitter,
                                .submissions = rooms_->submissions,
                                .series = rooms_->series,
                                .owed = rooms_->owed,
                                .verdicts = rooms_->verdicts,
                                .comparisons = rooms_->comparisons,
                                .step_changes = rooms_->step_changes,
                                .step_change_recorder = rooms_->recorder,
                                .definitions = definitions_,
                                .telemetry = telemetry_,
                                .reload = [this] { return rooms_->reloader.Reload(); }}));
  return absl::OkStatus();
}

absl::Status Daemon::JudgeAll(const std::stop_token& stop) {
  std::vector<domain::OdsCode> organisations;
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_->NewReader());
    TRUSTWATCH_ASSIGN_OR_RETURN(organisations, reader->Organisations());
  }
  for (const domain::OdsCode& organisation : organisations) {
    if (stop.stop_requested()) return absl::OkStatus();
    TRUSTWATCH_RETURN_IF_ERROR(figures_.Slices(*store_, organisation).status());
  }
  const domain::Sight over_http = options_.entitlements.Of(security::Door::kHttp);
  TRUSTWATCH_RETURN_IF_ERROR(VerdictsFor(over_http).Snapshot(*store_).status());
  return verdicts_.Snapshot(*store_).status();
}

const history::SeriesSource& Daemon::SeriesFor(domain::Sight sight) const {
  if (sight == domain::Sight::kExact) return figures_;
  return disclosed_;
}

insight::Verdicts& Daemon::VerdictsFor(domain::Sight sight) {
  return sight == domain::Sight::kExact ? verdicts_ : disclosed_verdicts_;
}

absl::StatusOr<insight::VerdictSnapshot> Daemon::VerdictsForScrape(domain::Sight sight) {
  if (!is_judged_ahead_) return insight::VerdictSnapshot{};
  return VerdictsFor(sight).Snapshot(*store_);
}

void Daemon::JudgeAhead(const std::stop_token& stop) {
  const absl::Status status = JudgeAll(stop);
  is_judged_ahead_ = true;
  if (status.ok()) return;
  base::Log(base::Severity::kWarning,
            "the series could not be judged ahead; who first asks for verdicts waits for it",
            {{"error", std::string(status.message())}});
}

std::string Daemon::Summary() const {
  const insight::LatestSnapshot latest = latest_.Snapshot();
  return fmt::format("serving {} series of {} organisations", SeriesIn(latest), latest.size());
}

absl::Status Daemon::Well() const { return Wellness(store_->Health()); }

void Daemon::LogReady() const {
  const auto definitions = definitions_.Get();
  const insight::LatestSnapshot latest = latest_.Snapshot();
  base::Log(base::Severity::kInfo, "serving",
            {{"version", std::string(Version())},
             {"grpc", grpc_address().ToString()},
             {"http", http_address().ToString()},
             {"store", options_.database.string()},
             {"organisations_reporting", std::to_string(latest.size())},
             {"series", std::to_string(SeriesIn(latest))},
             {"catalogue", options_.catalogue.string()},
             {"catalogue_version", definitions->version},
             {"indicators", std::to_string(definitions->catalogue.indicators().size())},
             {"organisations", std::to_string(definitions->organisations.organisations().size())}});
}

Address Daemon::grpc_address() const {
  return {.host = options_.listen.host, .port = rpc_->port()};
}
Address Daemon::http_address() const {
  return {.host = options_.http_listen.host, .port = http_->port()};
}

void Daemon::Reload() { rooms_->reloader.Reload().IgnoreError(); }

void Daemon::Stop() {
  rooms_->readiness.SetNotReady("draining before it stops");
  rpc_->Drain(options_.drain);
  http_->Stop();
}

}  // namespace trustwatch::app
