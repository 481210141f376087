#include "collectors/backtest/prometheus.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "collectors/backtest/answer.h"
#include "collectors/backtest/child_process.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/rule.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"
#include "httplib.h"

namespace trustwatch::backtest {
namespace {

constexpr char kHost[] = "127.0.0.1";
constexpr absl::Duration kReadyMax = absl::Minutes(2);
constexpr time_t kAnswerSeconds = 150;  // longer than its own limit for a query
constexpr int kReadyStatus = 200;

absl::Status Failed(absl::StatusCode code, std::string message) {
  return base::Error{.code = code, .reason = "PROMETHEUS_FAILED", .message = std::move(message)}
      .ToStatus();
}

// Rules are read, and never evaluated: the first evaluation would come after a century.
std::string ConfigurationOf(const Prometheus::Setting& setting) {
  std::string text = "global: {scrape_interval: 1m, evaluation_interval: 100y}\n";
  if (setting.rules.empty()) return text;
  text += "rule_files:\n";
  for (const std::filesystem::path& file : setting.rules) {
    text += fmt::format("  - '{}'\n", file.string());
  }
  return text;
}

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

httplib::Client ClientAt(int port) {
  httplib::Client client(kHost, port);
  client.set_read_timeout(kAnswerSeconds);
  return client;
}

absl::Status Silent(const httplib::Result& answer) {
  return Failed(absl::StatusCode::kInternal,
                fmt::format("Prometheus stopped answering ({}); try again, with --keep to find its "
                            "log",
                            httplib::to_string(answer.error())));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Prometheus>> Prometheus::Start(const Setting& setting,
                                                              Interruption& interruption) {
  const std::filesystem::path configuration = setting.folder / "prometheus.yml";
  const std::filesystem::path log = setting.folder / "prometheus.log";
  std::ofstream(configuration) << ConfigurationOf(setting);
  TRUSTWATCH_ASSIGN_OR_RETURN(
      std::unique_ptr<ChildProcess> process,
      ChildProcess::Start(
          {setting.program, "--config.file=" + configuration.string(),
           "--storage.tsdb.path=" + setting.data.string(), "--storage.tsdb.retention.time=100y",
           fmt::format("--web.listen-address={}:0", kHost)},
          log));
  std::unique_ptr<Prometheus> prometheus(new Prometheus(std::move(process), log));
  TRUSTWATCH_RETURN_IF_ERROR(prometheus->WaitUntilReady(interruption));
  return prometheus;
}

bool Prometheus::IsReady() {
  static const std::regex kListening(R"(Listening on".* address=\S*:(\d+))");
  std::smatch found;
  const std::string log = ReadAll(log_);
  if (port_ == 0 && std::regex_search(log, found, kListening)) port_ = std::stoi(found[1].str());
  if (port_ == 0) return false;
  const auto answer = ClientAt(port_).Get("/-/ready");
  return answer && answer->status == kReadyStatus;
}

absl::Status Prometheus::WaitUntilReady(Interruption& interruption) {
  const absl::Time deadline = absl::Now() + kReadyMax;
  while (!IsReady()) {
    TRUSTWATCH_RETURN_IF_ERROR(interruption.Check());
    if (process_->ExitCode()) {
      return Failed(absl::StatusCode::kInternal,
                    fmt::format("Prometheus ended at once; the end of its log says why:\n{}",
                                EndOfOutput(log_)));
    }
    if (absl::Now() > deadline) {
      return Failed(absl::StatusCode::kDeadlineExceeded,
                    fmt::format("Prometheus is not ready after {}; ask for fewer months",
                                absl::FormatDuration(kReadyMax)));
    }
    absl::SleepFor(kPoll);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Rule>> Prometheus::Rules() const {
  const auto answer = ClientAt(port_).Get("/api/v1/rules");
  if (!answer) return Silent(answer);
  return ParseRules(answer->body);
}

absl::StatusOr<std::vector<Sample>> Prometheus::Query(const std::string& query,
                                                      absl::Time at) const {
  const httplib::Params form = {{"query", query},
                                {"time", fmt::format("{}", absl::ToUnixSeconds(at))}};
  const auto answer = ClientAt(port_).Post("/api/v1/query", form);
  if (!answer) return Silent(answer);
  return ParseResult(answer->body);
}

}  // namespace trustwatch::backtest
