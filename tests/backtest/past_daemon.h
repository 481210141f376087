#ifndef TRUSTWATCH_TESTS_BACKTEST_PAST_DAEMON_H_
#define TRUSTWATCH_TESTS_BACKTEST_PAST_DAEMON_H_

#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "fmt/format.h"
#include "httplib.h"

namespace trustwatch::testing {

// Something that answers /export/metrics as a daemon does, with pages of a test's own.
class PastDaemon {
 public:
  using Page = std::function<void(const httplib::Request&, httplib::Response&)>;

  explicit PastDaemon(Page page) {
    server_.Get("/export/metrics", std::move(page));
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~PastDaemon() {
    server_.stop();
    thread_.join();
  }

  std::string address() const { return fmt::format("127.0.0.1:{}", port_); }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_BACKTEST_PAST_DAEMON_H_
