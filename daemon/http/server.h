#ifndef TRUSTWATCH_DAEMON_HTTP_SERVER_H_
#define TRUSTWATCH_DAEMON_HTTP_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/http/limits.h"
#include "daemon/http/route.h"
#include "daemon/security/caller.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::http {

struct ServerOptions {
  std::string host = "127.0.0.1";  // a numeric address of this machine
  int port = 0;                    // 0: one that is free
  absl::Duration request_duration_max = kRequestDurationMax;
  absl::Duration connection_idle_max = kConnectionIdleMax;
  bool access_log = false;  // a line of the log for each request, at info rather than at debug
  security::Entitlements entitlements;
};

// Serves its routes, and a list of them at /, to callers that the security room knows. Everything
// else is refused with what there is instead. Safe from any thread. Destruction stops it.
//
// TLS is not here. It goes in beneath httplib, which only sees a httplib::Stream: the one function
// Listener::NewStream will give a stream that does the handshake within the request's deadline and
// then reads and writes through OpenSSL; what the certificate proves joins security::Peer in
// admission.cc, where the caller is found, and reaches handlers as Exchange::caller.
class Server {
 public:
  // Listens before it returns. kInvalidArgument (HTTP_PORT_MALFORMED), kUnavailable
  // (HTTP_LISTEN_FAILED: the port is taken, or the address is not this machine's). What the
  // routes borrow must outlive the server, and so must `telemetry`.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       std::vector<Route> routes,
                                                       telemetry::Telemetry& telemetry);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const;  // the real one

  // Takes no more connections, hangs up on idle ones, lets requests under way end within their
  // time. May be called again.
  void Stop();

 private:
  class Listener;
  explicit Server(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_SERVER_H_
