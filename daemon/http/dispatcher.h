#ifndef TRUSTWATCH_DAEMON_HTTP_DISPATCHER_H_
#define TRUSTWATCH_DAEMON_HTTP_DISPATCHER_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "daemon/base/mutex.h"
#include "daemon/http/admission.h"
#include "daemon/http/route.h"
#include "daemon/security/caller.h"
#include "daemon/telemetry/telemetry.h"
#include "httplib.h"

namespace trustwatch::http {

// One request, from its first byte to the last of its answer. Not thread-safe: httplib serves a
// connection on one thread.
struct Visit {
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  Admission admission;
  Exchange exchange;
  std::string method;  // for the log: httplib's request is gone when it is written
  std::string target;
  std::string peer;
  bool must_close = true;  // until the head was read, nobody knows where the next request begins
  int status = 0;          // 0: none was answered
};

// Leads requests from httplib to the routes, refuses, counts and logs. Safe from any thread.
// Borrows `telemetry`.
class Dispatcher {
 public:
  struct Options {
    bool access_log = false;  // each request is a line of the log at info, else at debug
    security::Entitlements entitlements;
  };
  Dispatcher(std::vector<Route> routes, telemetry::Telemetry& telemetry, const Options& options);

  // Puts itself between `server` and its requests. It must outlive `server`'s threads.
  void AddTo(httplib::Server& server);

  // Before a request is read, and after its answer was written: both on the thread that serves it.
  void Begin(Visit& visit) ABSL_LOCKS_EXCLUDED(mutex_);
  void End(const Visit& visit, std::size_t bytes_written) ABSL_LOCKS_EXCLUDED(mutex_);
  // Once the head of the request was read.
  void Admitted(httplib::Request& request, Visit& visit) const;

 private:
  Visit& Current() const ABSL_LOCKS_EXCLUDED(mutex_);
  const char* PathOf(const Visit& visit) const;
  httplib::Server::HandlerResponse BeforeBody(const httplib::Request& request,
                                              httplib::Response& response) const;
  void WithBody(const httplib::Request& request, httplib::Response& response,
                const httplib::ContentReader& reader) const;
  void BeforeAnswer(httplib::Response& response) const;

  const Routes routes_;
  telemetry::Telemetry& telemetry_;
  const Options options_;
  mutable base::Mutex mutex_;
  // httplib hands nothing of ours to a handler, so a visit is found by the thread that serves it.
  std::vector<std::pair<std::thread::id, Visit*>> visits_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_DISPATCHER_H_
