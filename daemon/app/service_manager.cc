#include "daemon/app/service_manager.h"

#include <systemd/sd-daemon.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <system_error>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/log.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

constexpr absl::Duration kTurn = absl::Minutes(1);
constexpr absl::Duration kTurnMin = absl::Milliseconds(10);

// A line of a message ends where its text does.
std::string OneLine(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

// systemd tells by it which of two reloads a READY=1 belongs to.
std::int64_t MonotonicMicroseconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return absl::ToInt64Microseconds(absl::DurationFromTimespec(now));
}

}  // namespace

ServiceManager::ServiceManager() : turn_(kTurn) {
  std::uint64_t microseconds = 0;
  has_watchdog_ = sd_watchdog_enabled(0, &microseconds) > 0;
  if (has_watchdog_) {
    const absl::Duration half = absl::Microseconds(microseconds) / 2;
    turn_ = std::clamp(half, kTurnMin, kTurn);
  }
}

void ServiceManager::Serving(std::string_view status) {
  status_ = OneLine(status);
  Send(fmt::format("READY=1\nSTATUS={}", status_));
}

void ServiceManager::Reloading() {
  Send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}\nSTATUS=reading the catalogue again",
                   MonotonicMicroseconds()));
}

void ServiceManager::Stopping(std::string_view status) {
  status_ = OneLine(status);
  Send(fmt::format("STOPPING=1\nSTATUS={}", status_));
}

void ServiceManager::Turn(const absl::Status& well, std::string_view status) {
  const std::string line = well.ok()
                               ? OneLine(status)
                               : OneLine(fmt::format("not well: {}", std::string(well.message())));
  std::string message = has_watchdog_ && well.ok() ? "WATCHDOG=1" : "";
  if (line != status_) message += fmt::format("{}STATUS={}", message.empty() ? "" : "\n", line);
  status_ = line;
  if (!message.empty()) Send(message);
  if (!well.ok() && is_well_ && has_watchdog_) {
    base::Log(base::Severity::kError,
              "the daemon is not well, so the service manager will start it anew",
              {{"error", std::string(well.message())}});
  }
  is_well_ = well.ok();
}

void ServiceManager::Send(const std::string& message) {
  const int sent = sd_notify(0, message.c_str());
  if (sent < 0 && can_send_) {
    base::Log(base::Severity::kWarning, "the service manager cannot be told what the daemon does",
              {{"error", std::generic_category().message(-sent)}});
  }
  can_send_ = sent >= 0;
}

}  // namespace trustwatch::app
