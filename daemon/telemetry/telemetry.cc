#include "daemon/telemetry/telemetry.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/mutex.h"
#include "daemon/telemetry/gauges.h"
#include "daemon/telemetry/labelled.h"
#include "daemon/telemetry/last_submissions.h"
#include "daemon/telemetry/scraped_families.h"
#include "fmt/format.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/metric_family.h"
#include "prometheus/registry.h"

namespace trustwatch::telemetry {
namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::MetricFamily;

constexpr std::string_view kCompiler =
#if defined(__clang__)
    "clang " __clang_version__;
#else
    "gcc " __VERSION__;
#endif

prometheus::Family<Counter>& Counters(prometheus::Registry& registry, const std::string& name,
                                      const std::string& help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

prometheus::Family<Gauge>& Gauges(prometheus::Registry& registry, const std::string& name,
                                  const std::string& help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

prometheus::Family<Histogram>& Histograms(prometheus::Registry& registry, const std::string& name,
                                          const std::string& help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

template <typename T>
T& Plain(prometheus::Family<T>& family, const prometheus::Labels& labels) {
  return family.Add(labels);
}

// From half a millisecond, which a read takes, to the deadline of a patient client.
Histogram& RpcDurations(prometheus::Family<Histogram>& family, const prometheus::Labels& labels) {
  return family.Add(labels, Histogram::BucketBoundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                        0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30});
}

// One fsync takes about a millisecond on a good disk, and a hundred on a bad one.
Histogram& CommitDurations(prometheus::Family<Histogram>& family,
                           const prometheus::Labels& labels) {
  return family.Add(labels, Histogram::BucketBoundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                        0.05, 0.1, 0.25, 0.5, 1, 2.5, 5});
}

Histogram& CommitSizes(prometheus::Family<Histogram>& family, const prometheus::Labels& labels) {
  return family.Add(labels, Histogram::BucketBoundaries{1, 10, 50, 100, 500, 1000, 2500, 5000,
                                                        10'000, 25'000, 50'000, 100'000});
}

}  // namespace

struct Telemetry::Metrics {
  explicit Metrics(std::string_view version);
  // Series that are known before anything happens, at zero, so that a first event is an increase.
  void AddKnownSeries();

  prometheus::Registry registry;

  Labelled<Counter> rpc_requests{
      Counters(registry, "trustwatch_rpc_requests_total",
               "gRPC calls that ended, by status code. INTERNAL or UNKNOWN is a fault of ours; "
               "RESOURCE_EXHAUSTED and UNAVAILABLE mean that the daemon is too busy or its disk is "
               "full."),
      {"service", "method", "code"},
      &Plain<Counter>};
  Labelled<Histogram> rpc_durations{
      Histograms(
          registry, "trustwatch_rpc_request_duration_seconds",
          "Time from the arrival of a gRPC call to its end. Submit includes the wait for the "
          "disk: compare with trustwatch_commit_duration_seconds."),
      {"service", "method"},
      &RpcDurations};
  Labelled<Gauge> rpc_in_flight{
      Gauges(registry, "trustwatch_rpc_in_flight",
             "gRPC calls under way. Steady growth: clients keep streams open or the disk stalls."),
      {"service", "method"},
      &Plain<Gauge>};

  Labelled<Counter> submissions{
      Counters(registry, "trustwatch_submissions_total",
               "Drafts judged, by outcome; dry_run=\"true\" recorded nothing. Many refusals near a "
               "deadline: call the trusts that struggle."),
      {"outcome", "dry_run"},
      &Plain<Counter>};
  Counter& observations =
      Counters(registry, "trustwatch_observations_total",
               "Observations recorded, repetitions included. No increase through a deadline's last "
               "day means that returns do not reach us.")
          .Add({});
  Labelled<Counter> findings{
      Counters(registry, "trustwatch_findings_total",
               "Findings of the judge, dry runs included, by level and reason. A reason that many "
               "trusts meet points at the catalogue or at a supplier, not at the trusts."),
      {"level", "reason"},
      &Plain<Counter>};

  Labelled<Counter> commits{
      Counters(registry, "trustwatch_commits_total",
               "Transactions, by result. Any failed one means that submissions were turned away: "
               "look at the disk and the log."),
      {"result"},
      &Plain<Counter>};
  Histogram& commit_durations = CommitDurations(
      Histograms(registry, "trustwatch_commit_duration_seconds",
                 "Time from the beginning of a transaction to its being on disk. A rise with "
                 "unchanged trustwatch_commit_observations is a slow disk."),
      {});
  Histogram& commit_observations = CommitSizes(
      Histograms(registry, "trustwatch_commit_observations",
                 "Observations in one transaction. Large ones under load are right: they share one "
                 "wait for the disk."),
      {});
  Histogram& commit_submissions =
      CommitSizes(Histograms(registry, "trustwatch_commit_submissions",
                             "Submissions in one transaction. Always 1 under load means that "
                             "callers do not send at the same time."),
                  {});

  Labelled<Counter> reloads{
      Counters(registry, "trustwatch_catalogue_reloads_total",
               "Readings of the definition files, by result. After a failed one the last good "
               "definitions stay in force: run trustwatch check-catalogue."),
      {"result"},
      &Plain<Counter>};
  Labelled<Counter> backups{
      Counters(registry, "trustwatch_backups_total",
               "Copies of the store, by result. A failed one is tried again within the hour, and "
               "the daemon's log says why it failed."),
      {"result"},
      &Plain<Counter>};
  Labelled<Counter> http_requests{
      Counters(registry, "trustwatch_http_requests_total",
               "HTTP requests answered, by path and status. No increase on /metrics: nobody "
               "scrapes us, and no alert can fire."),
      {"path", "code"},
      &Plain<Counter>};
  Labelled<Histogram> http_durations{
      Histograms(registry, "trustwatch_http_request_duration_seconds",
                 "Time from the first byte of an HTTP request to the last of its answer, slow "
                 "readers included. On /metrics it must stay far below the scrape's timeout."),
      {"path"},
      &RpcDurations};
  Gauge& http_in_flight =
      Gauges(registry, "trustwatch_http_in_flight",
             "HTTP requests under way, this scrape included. At 8 further ones wait: look for "
             "clients that read slowly.")
          .Add({});

  LastSubmissions last_submissions;

  mutable base::Mutex mutex;
  std::string catalogue_version ABSL_GUARDED_BY(mutex);
  std::function<StoreGauges()> read_store ABSL_GUARDED_BY(mutex);
  std::function<UpkeepGauges()> read_upkeep ABSL_GUARDED_BY(mutex);
};

Telemetry::Metrics::Metrics(std::string_view version) {
  Gauges(registry, "trustwatch_build_info",
         "Always 1; the labels say which build is running. Two versions across an installation "
         "mean an upgrade that was not finished.")
      .Add({{"version", std::string(version)}, {"compiler", std::string(kCompiler)}})
      .Set(1);
  AddKnownSeries();
}

void Telemetry::Metrics::AddKnownSeries() {
  for (const char* outcome : {"accepted", "partly_accepted", "refused"}) {
    for (const char* dry_run : {"false", "true"}) submissions.With({outcome, dry_run});
  }
  for (const char* result : {"ok", "failed"}) {
    commits.With({result});
    backups.With({result});
    reloads.With({result});
  }
}

Telemetry::Telemetry(std::string_view version, const base::Clock& clock)
    : clock_(clock), metrics_(std::make_unique<Metrics>(version)) {}
Telemetry::~Telemetry() = default;

void Telemetry::RpcStarted(std::string_view service, std::string_view method) {
  metrics_->rpc_in_flight.With({service, method}).Increment();
}

void Telemetry::RpcFinished(std::string_view service, std::string_view method,
                            std::string_view code, absl::Duration took) {
  metrics_->rpc_in_flight.With({service, method}).Decrement();
  metrics_->rpc_requests.With({service, method, code}).Increment();
  metrics_->rpc_durations.With({service, method}).Observe(absl::ToDoubleSeconds(took));
}

void Telemetry::OrganisationsAre(const std::vector<std::string>& codes) {
  metrics_->last_submissions.OrganisationsAre(codes);
}

void Telemetry::SubmissionJudged(const Judged& judged) {
  metrics_->submissions.With({judged.outcome, judged.dry_run ? "true" : "false"}).Increment();
  if (judged.dry_run) return;
  if (judged.outcome == "refused") {
    metrics_->last_submissions.Refused(judged.organisation, clock_.Now());
    return;
  }
  metrics_->last_submissions.Accepted(judged.organisation, clock_.Now());
  metrics_->observations.Increment(static_cast<double>(judged.observations));
}

void Telemetry::FindingsMade(std::string_view level, std::string_view reason, std::size_t count) {
  metrics_->findings.With({level, reason}).Increment(static_cast<double>(count));
}

void Telemetry::CommitFinished(std::size_t submissions, std::size_t observations,
                               absl::Duration took, bool ok) {
  metrics_->commits.With({ok ? "ok" : "failed"}).Increment();
  if (!ok) return;
  metrics_->commit_durations.Observe(absl::ToDoubleSeconds(took));
  metrics_->commit_observations.Observe(static_cast<double>(observations));
  metrics_->commit_submissions.Observe(static_cast<double>(submissions));
}

void Telemetry::CatalogueReloaded(bool ok, std::string_view version_in_force) {
  metrics_->reloads.With({ok ? "ok" : "failed"}).Increment();
  const base::MutexLock lock(metrics_->mutex);
  metrics_->catalogue_version = version_in_force;
}

void Telemetry::HttpAnswered(std::string_view path, int status) {
  metrics_->http_requests.With({path, fmt::format_int(status).c_str()}).Increment();
}

void Telemetry::HttpStarted() { metrics_->http_in_flight.Increment(); }

void Telemetry::HttpFinished(std::string_view path, absl::Duration took) {
  metrics_->http_in_flight.Decrement();
  metrics_->http_durations.With({path}).Observe(absl::ToDoubleSeconds(took));
}

void Telemetry::BackupFinished(bool ok) {
  metrics_->backups.With({ok ? "ok" : "failed"}).Increment();
}

void Telemetry::SetStoreGauges(std::function<StoreGauges()> read) {
  const base::MutexLock lock(metrics_->mutex);
  metrics_->read_store = std::move(read);
}

void Telemetry::SetUpkeepGauges(std::function<UpkeepGauges()> read) {
  const base::MutexLock lock(metrics_->mutex);
  metrics_->read_upkeep = std::move(read);
}

std::vector<MetricFamily> Telemetry::Collect() const {
  std::vector<MetricFamily> families = metrics_->registry.Collect();
  AddProcess(families);
  AddTime(clock_.Now(), families);
  metrics_->last_submissions.AddTo(families);
  std::function<StoreGauges()> read_store;
  std::function<UpkeepGauges()> read_upkeep;
  std::string catalogue_version;
  {
    const base::MutexLock lock(metrics_->mutex);
    read_store = metrics_->read_store;
    read_upkeep = metrics_->read_upkeep;
    catalogue_version = metrics_->catalogue_version;
  }
  if (read_store) AddStore(read_store(), families);
  if (read_upkeep) AddUpkeep(read_upkeep(), families);
  if (!catalogue_version.empty()) {
    families.push_back(OneGauge("trustwatch_catalogue_info",
                                "Always 1; the label is the version of the definitions in force. "
                                "Compare it with the version that was released.",
                                1, {{"version", catalogue_version}}));
  }
  std::sort(families.begin(), families.end(),
            [](const MetricFamily& a, const MetricFamily& b) { return a.name < b.name; });
  for (MetricFamily& family : families) {
    std::sort(family.metric.begin(), family.metric.end(),
              [](const auto& a, const auto& b) { return a.label < b.label; });
  }
  return families;
}

}  // namespace trustwatch::telemetry
