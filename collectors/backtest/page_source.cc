#include "collectors/backtest/page_source.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/time/time.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/interruption.h"
#include "daemon/base/error.h"
#include "daemon/domain/period.h"
#include "fmt/format.h"
#include "httplib.h"

namespace trustwatch::backtest {
namespace {

constexpr std::size_t kPageBytesMax = 1UL << 30U;
constexpr std::size_t kComplaintBytesMax = 4'096;
constexpr time_t kConnectSeconds = 5;
constexpr time_t kReadSeconds = 300;
constexpr int kPortMax = 65'535;
constexpr int kOk = 200;
constexpr int kNotFound = 404;
constexpr int kUnavailable = 503;

absl::Status Failed(absl::StatusCode code, std::string_view reason, std::string message) {
  return base::Error{.code = code, .reason = std::string(reason), .message = std::move(message)}
      .ToStatus();
}

std::string PathOf(const Instant& instant) {
  const std::string at = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", instant.at, absl::UTCTimeZone());
  if (!instant.through) return "/export/metrics?as_of=" + at;
  return fmt::format("/export/metrics?as_of=now&at={}&through={}", at,
                     domain::ToString(*instant.through));
}

// Cuts what arrives into lines.
class Lines {
 public:
  explicit Lines(const std::function<void(std::string_view)>& take) : take_(take) {}

  void Add(std::string_view bytes) {
    while (true) {
      const std::size_t end = bytes.find('\n');
      if (end == std::string_view::npos) break;
      if (rest_.empty()) {
        take_(bytes.substr(0, end));
      } else {
        rest_ += bytes.substr(0, end);
        take_(rest_);
        rest_.clear();
      }
      bytes.remove_prefix(end + 1);
    }
    rest_ += bytes;
  }

 private:
  const std::function<void(std::string_view)>& take_;
  std::string rest_;
};

// What came of a request, gathered while it is answered.
struct Progress {
  int status = 0;
  std::size_t bytes = 0;
  std::string complaint;
  absl::Status failure;
};

absl::Status StatusOf(const Progress& progress, const std::string& address) {
  if (!progress.failure.ok()) return progress.failure;
  std::string said = progress.complaint;
  while (said.ends_with('\n')) said.pop_back();
  switch (progress.status) {
    case kOk:
      return absl::OkStatus();
    case kNotFound:
      return Failed(absl::StatusCode::kUnimplemented, "DAEMON_TOO_OLD",
                    fmt::format("the daemon at {} has no /export/metrics; upgrade it, or see "
                                "whether --http names its HTTP address",
                                address));
    case kUnavailable:
      return Failed(absl::StatusCode::kUnavailable, "DAEMON_BUSY",
                    fmt::format("the daemon at {} is busy: {}", address, said));
    default:
      return Failed(
          progress.status < 500 ? absl::StatusCode::kInvalidArgument : absl::StatusCode::kInternal,
          "PAGE_REFUSED",
          fmt::format("the daemon at {} answered {}: {}", address, progress.status, said));
  }
}

}  // namespace

absl::StatusOr<PageSource> PageSource::Make(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  int port = 0;
  if (colon != std::string::npos && colon > 0 &&
      absl::SimpleAtoi(address.substr(colon + 1), &port) && port > 0 && port <= kPortMax) {
    std::string host = address.substr(0, colon);
    if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    return PageSource(address, host, port);
  }
  return Failed(
      absl::StatusCode::kInvalidArgument, "ADDRESS_MALFORMED",
      fmt::format("--http {} is no address; write HOST:PORT, such as 127.0.0.1:9191", address));
}

absl::Status PageSource::Read(const Instant& instant, Interruption& interruption,
                              const std::function<void(std::string_view line)>& take) const {
  httplib::Client client(host_, port_);
  client.set_connection_timeout(kConnectSeconds);
  client.set_read_timeout(kReadSeconds);
  Progress progress;
  Lines lines(take);
  const httplib::Headers headers = {{"Accept", "text/plain"}, {"Accept-Encoding", "identity"}};
  const auto on_head = [&progress](const httplib::Response& response) {
    progress.status = response.status;
    return true;
  };
  const auto on_bytes = [&](const char* data, std::size_t size) {
    const std::string_view bytes(data, size);
    progress.bytes += size;
    if (progress.status != kOk) {
      if (progress.complaint.size() < kComplaintBytesMax) progress.complaint += bytes;
      return true;
    }
    progress.failure = interruption.Check();
    if (progress.bytes > kPageBytesMax) {
      progress.failure = Failed(absl::StatusCode::kResourceExhausted, "PAGE_TOO_LARGE",
                                fmt::format("the page of {} is larger than {} bytes; replay over a "
                                            "daemon with fewer series",
                                            domain::ToString(instant.day), kPageBytesMax));
    }
    if (progress.failure.ok()) lines.Add(bytes);
    return progress.failure.ok();
  };
  const auto answer = client.Get(PathOf(instant).c_str(), headers, on_head, on_bytes);
  if (answer || !progress.failure.ok()) return StatusOf(progress, address_);
  return Failed(
      absl::StatusCode::kUnavailable, "DAEMON_UNREACHABLE",
      fmt::format("the daemon at {} did not answer with the page of {} ({}); start "
                  "trustwatchd, or say with --http where it listens for HTTP",
                  address_, domain::ToString(instant.day), httplib::to_string(answer.error())));
}

}  // namespace trustwatch::backtest
