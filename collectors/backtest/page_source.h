#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_PAGE_SOURCE_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_PAGE_SOURCE_H_

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/interruption.h"

namespace trustwatch::backtest {

// Pages of the past, from a daemon that runs. Not thread-safe.
class PageSource {
 public:
  // `address`: 127.0.0.1:9191 or [::1]:9191. kInvalidArgument (ADDRESS_MALFORMED).
  static absl::StatusOr<PageSource> Make(const std::string& address);

  const std::string& address() const { return address_; }

  // Calls `take` with every line of the page of an instant, in order, without its end. A page may
  // have 1 GiB and take five minutes. kUnavailable (DAEMON_UNREACHABLE, DAEMON_BUSY),
  // kInvalidArgument with the daemon's words, kUnimplemented (DAEMON_TOO_OLD), kResourceExhausted
  // (PAGE_TOO_LARGE), and kCancelled.
  absl::Status Read(const Instant& instant, Interruption& interruption,
                    const std::function<void(std::string_view line)>& take) const;

 private:
  PageSource(std::string address, std::string host, int port)
      : address_(std::move(address)), host_(std::move(host)), port_(port) {}

  std::string address_;
  std::string host_;
  int port_;
};

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_PAGE_SOURCE_H_
