#include "daemon/http/server.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/check.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/http/connection_queue.h"
#include "daemon/http/connection_stream.h"
#include "daemon/http/dispatcher.h"
#include "daemon/http/limits.h"
#include "fmt/format.h"
#include "httplib.h"

namespace trustwatch::http {
namespace {

constexpr int kPortMax = 65'535;
constexpr std::chrono::seconds kStartMax(5);

// httplib shares the port with every other process that asks (SO_REUSEPORT): then a second daemon
// would start beside the first and take half of its scrapes.
void OwnThePort(int socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

absl::Status ListenFailed(const ServerOptions& options) {
  return base::Error{
      .code = absl::StatusCode::kUnavailable,
      .reason = "HTTP_LISTEN_FAILED",
      .message =
          fmt::format("cannot listen for HTTP on {} port {}: the port is taken or the address "
                      "is not this machine's; stop the other process or set --http-listen",
                      options.host, options.port),
      .metadata = {{"host", options.host}, {"port", fmt::format("{}", options.port)}}}
      .ToStatus();
}

absl::Status CheckPort(int port) {
  if (port >= 0 && port <= kPortMax) return absl::OkStatus();
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "HTTP_PORT_MALFORMED",
                     .message = fmt::format("{} is not a port for HTTP; set --http-listen to one "
                                            "from 1 to {}, or 0 for one that is free",
                                            port, kPortMax),
                     .field = "port"}
      .ToStatus();
}

}  // namespace

// httplib parses requests and writes answers; threads, bytes and time are ours.
class Server::Listener final : public httplib::Server {
 public:
  Listener(const ServerOptions& options, std::vector<Route> routes, telemetry::Telemetry& telemetry)
      : options_(options),
        dispatcher_(std::move(routes), telemetry,
                    {.access_log = options.access_log, .entitlements = options.entitlements}),
        stop_event_(eventfd(0, EFD_CLOEXEC)) {
    TRUSTWATCH_CHECK(stop_event_ >= 0);
    dispatcher_.AddTo(*this);
    set_socket_options(OwnThePort);
    set_tcp_nodelay(true);
    new_task_queue = [this] {
      is_accepting_.set_value();
      return new ConnectionQueue(kConnectionsServedMax, kConnectionsWaitingMax);  // httplib owns it
    };
  }

  ~Listener() override {
    Stop();
    close(stop_event_);
  }

  absl::Status Listen() {
    const int bound = options_.port == 0                           ? bind_to_any_port(options_.host)
                      : bind_to_port(options_.host, options_.port) ? options_.port
                                                                   : -1;
    if (bound <= 0) return ListenFailed(options_);
    port_ = bound;
    // httplib asks the kernel to keep 5 connections; clients beyond them would try again a second
    // later. This call replaces the number.
    if (::listen(svr_sock_, static_cast<int>(kConnectionsWaitingMax)) != 0) {
      return ListenFailed(options_);
    }
    thread_ = std::jthread([this] { listen_after_bind(); });
    // Before it accepts, httplib's stop() would do nothing.
    TRUSTWATCH_CHECK(is_accepting_.get_future().wait_for(kStartMax) == std::future_status::ready);
    return absl::OkStatus();
  }

  void Stop() {
    if (!thread_.joinable()) return;
    is_stopping_ = true;
    const std::uint64_t one = 1;
    TRUSTWATCH_CHECK(write(stop_event_, &one, sizeof(one)) == sizeof(one));
    // httplib's stop() would cut off answers that content providers give.
    shutdown(svr_sock_, SHUT_RDWR);
    thread_.join();
  }

  int port() const { return port_; }

 private:
  // The one place that knows what carries the bytes of a connection.
  std::unique_ptr<ConnectionStream> NewStream(socket_t socket) const {
    return std::make_unique<ConnectionStream>(socket, stop_event_);
  }

  bool process_and_close_socket(socket_t socket) override {
    const auto stream = NewStream(socket);
    bool goes_on = true;
    for (std::size_t i = 1; goes_on && i <= kRequestsPerConnectionMax; ++i) {
      if (!stream->WaitForRequest(options_.connection_idle_max)) break;
      goes_on = ServeOne(*stream, i == kRequestsPerConnectionMax || is_stopping_);
    }
    shutdown(socket, SHUT_RDWR);
    close(socket);
    return true;
  }

  // True if another request may follow.
  bool ServeOne(ConnectionStream& stream, bool is_last) {
    stream.StartRequest(options_.request_duration_max);
    Visit visit;
    dispatcher_.Begin(visit);
    bool is_closed = false;
    const bool is_written =
        process_request(stream, is_last, is_closed, [&](httplib::Request& request) {
          dispatcher_.Admitted(request, visit);
          const Route* const route = visit.admission.route;
          const bool is_refused = visit.admission.refusal.has_value();
          stream.AllowBody(is_refused ? 0 : visit.admission.body_bytes_max,
                           route != nullptr && route->duration_max ? *route->duration_max
                                                                   : options_.request_duration_max);
        });
    dispatcher_.End(visit, stream.bytes_written());
    if (is_written && visit.must_close) stream.Linger();
    return is_written && !is_closed && !is_last && !visit.must_close;
  }

  const ServerOptions options_;
  Dispatcher dispatcher_;
  const int stop_event_;
  std::atomic<bool> is_stopping_ = false;
  std::promise<void> is_accepting_;
  int port_ = 0;
  std::jthread thread_;
};

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      std::vector<Route> routes,
                                                      telemetry::Telemetry& telemetry) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckPort(options.port));
  auto listener = std::make_unique<Listener>(options, std::move(routes), telemetry);
  TRUSTWATCH_RETURN_IF_ERROR(listener->Listen());
  return std::unique_ptr<Server>(new Server(std::move(listener)));
}

Server::Server(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
Server::~Server() = default;

int Server::port() const { return listener_->port(); }
void Server::Stop() { listener_->Stop(); }

}  // namespace trustwatch::http
