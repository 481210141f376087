#ifndef TRUSTWATCH_DAEMON_HTTP_SERVER_H_
#define TRUSTWATCH_DAEMON_HTTP_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/http/limits.h"
#include "daemon/http/metrics_page.h"
#include "daemon/http/readiness.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::http {

struct ServerOptions {
  std::string host = "127.0.0.1";  // a numeric address of this machine
  int port = 0;                    // 0: one that is free
  absl::Duration request_duration_max = kRequestDurationMax;
  absl::Duration connection_idle_max = kConnectionIdleMax;
};

// Serves GET and HEAD of /metrics, /livez, /readyz and / in plain text, to callers that the
// security room knows. Everything else is refused with what there is instead. Safe from any thread.
// Destruction stops it.
class Server {
 public:
  // Listens before it returns. kInvalidArgument (HTTP_PORT_MALFORMED), kUnavailable
  // (HTTP_LISTEN_FAILED: the port is taken, or the address is not this machine's). Borrows the
  // other three, which must outlive the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       const MetricsPage& page,
                                                       const Readiness& readiness,
                                                       telemetry::Telemetry& telemetry);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const;  // the real one

  // Takes no more connections, hangs up on idle ones, lets requests under way end, at most
  // request_duration_max each. May be called again.
  void Stop();

 private:
  class Listener;
  explicit Server(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_SERVER_H_
