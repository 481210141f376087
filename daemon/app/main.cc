// trustwatchd: options, start, serve until told to stop, drain, stop.

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/app/check_only.h"
#include "daemon/app/daemon.h"
#include "daemon/app/options.h"
#include "daemon/app/protobuf_log.h"
#include "daemon/app/service_manager.h"
#include "daemon/app/signals.h"
#include "daemon/base/clock.h"
#include "daemon/base/log.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

constexpr int kExitFailed = 1;
constexpr int kExitOptionsWrong = 2;

// Standard output is for answers; a script may wait for them, so they leave at once.
void Print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

int Fail(const absl::Status& status, int exit_code) {
  fmt::print(stderr, "trustwatchd: {}\n", std::string(status.message()));
  return exit_code;
}

int CheckAndExit(const Options& options) {
  const auto report = CheckOnly(options);
  if (!report.ok()) return Fail(report.status(), kExitFailed);
  Print(*report);
  return EXIT_SUCCESS;
}

void ServeUntilToldToStop(Daemon& daemon, Signals& signals, ServiceManager& manager) {
  manager.Serving(daemon.Summary());
  while (true) {
    const std::optional<Request> request = signals.Wait(manager.turn());
    if (request == Request::kStop) return;
    if (request == Request::kReload) {
      manager.Reloading();
      daemon.Reload();
      manager.Serving(daemon.Summary());
    }
    manager.Turn(daemon.Well(), daemon.Summary());
  }
}

int Run(const Options& options, Signals& signals) {
  const absl::Time started = absl::Now();
  const base::SystemClock clock;
  auto daemon = Daemon::Start(options, clock);
  if (!daemon.ok()) return Fail(daemon.status(), kExitFailed);
  base::Log(base::Severity::kInfo, "ready",
            {{"took", absl::FormatDuration(absl::Now() - started)}});
  Print(fmt::format("listening grpc={} http={}\n", (*daemon)->grpc_address().ToString(),
                    (*daemon)->http_address().ToString()));

  ServiceManager manager;
  ServeUntilToldToStop(**daemon, signals, manager);

  manager.Stopping("letting calls in hand end");
  base::Log(base::Severity::kInfo, "draining", {{"at_most", absl::FormatDuration(options.drain)}});
  signals.LetNextStopKill();
  (*daemon)->Stop();
  daemon->reset();
  base::Log(base::Severity::kInfo, "stopped");
  return EXIT_SUCCESS;
}

int Main(int argc, char** argv) {
  Signals signals;
  LogProtobufAsDebug();
  const auto parsed = ParseOptions({argv + 1, argv + argc});
  if (!parsed.ok()) return Fail(parsed.status(), kExitOptionsWrong);
  if (const auto* information = std::get_if<Information>(&*parsed)) {
    Print(information->text);
    return EXIT_SUCCESS;
  }
  const Options& options = std::get<Options>(*parsed);
  base::SetLogThreshold(options.log_level);
  return options.check ? CheckAndExit(options) : Run(options, signals);
}

}  // namespace
}  // namespace trustwatch::app

int main(int argc, char** argv) { return trustwatch::app::Main(argc, argv); }
