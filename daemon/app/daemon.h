#ifndef TRUSTWATCH_DAEMON_APP_DAEMON_H_
#define TRUSTWATCH_DAEMON_APP_DAEMON_H_

#include <atomic>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/app/address.h"
#include "daemon/app/definition_files.h"
#include "daemon/app/options.h"
#include "daemon/app/upkeep.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/disclosed_figures.h"
#include "daemon/history/figures.h"
#include "daemon/history/series_source.h"
#include "daemon/http/metrics_page.h"
#include "daemon/http/readiness.h"
#include "daemon/http/server.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/owed.h"
#include "daemon/insight/series_reader.h"
#include "daemon/insight/submission_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/rpc/server.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::app {

// The whole daemon: the only place that knows every room. Not thread-safe: one thread starts,
// reloads and stops it, while it serves from threads of its own.
class Daemon {
 public:
  // Reads the definitions, opens the store, and serves. Errors are those of ReadDefinitions,
  // store::Store::Open, http::Server::Start and rpc::Server::Start. `clock` must outlive it.
  static absl::StatusOr<std::unique_ptr<Daemon>> Start(const Options& options,
                                                       const base::Clock& clock);
  // Ends everything in the reverse order, cancelling calls that Stop did not wait for.
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  Address grpc_address() const;  // with the real ports
  Address http_address() const;

  // As Reloader::Reload; what came of it is logged.
  void Reload();

  // What it does, in a line for people: "serving 58 series of 12 organisations". Counts them.
  std::string Summary() const;
  // Wellness of its store, asked now.
  absl::Status Well() const;

  // Says that it is not ready, lets calls in hand end within Options::drain, and takes no more.
  void Stop();

 private:
  Daemon(const Options& options, const base::Clock& clock,
         std::shared_ptr<const domain::Definitions> definitions);
  absl::Status OpenStore();
  absl::Status Serve();
  // Figures are read and judged when first asked for; this asks, so that nobody has to wait.
  void JudgeAhead(const std::stop_token& stop);
  absl::Status JudgeAll(const std::stop_token& stop);
  // None until all were judged once: a scrape must not wait for millions of figures to be read.
  absl::StatusOr<insight::VerdictSnapshot> VerdictsForScrape(domain::Sight sight);
  const history::SeriesSource& SeriesFor(domain::Sight sight) const;
  insight::Verdicts& VerdictsFor(domain::Sight sight);
  void LogReady() const;

  // What stands on the store, in one piece because it comes and goes with it.
  struct View;
  struct Rooms;

  const Options options_;
  const base::Clock& clock_;
  base::Published<domain::Definitions> definitions_;
  telemetry::Telemetry telemetry_;
  insight::Latest latest_;
  history::Figures figures_;
  history::DisclosedFigures disclosed_{figures_, definitions_};
  // Each judges only when somebody asks it.
  insight::Verdicts verdicts_{figures_, definitions_};
  insight::Verdicts disclosed_verdicts_{disclosed_, definitions_};
  store::Store* opened_ = nullptr;  // store_, also while that is being destroyed
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Rooms> rooms_;
  std::unique_ptr<http::Server> http_;
  std::unique_ptr<rpc::Server> rpc_;
  std::unique_ptr<Upkeep> upkeep_;
  std::atomic<bool> is_judged_ahead_ = false;
  std::jthread judging_;  // the last, so that it ends first
};

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_DAEMON_H_
