#ifndef TRUSTWATCH_DAEMON_HTTP_ROUTE_H_
#define TRUSTWATCH_DAEMON_HTTP_ROUTE_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/caller.h"
#include "daemon/http/limits.h"
#include "httplib.h"

namespace trustwatch::http {

// What is known of a request when its handler is called, beside what httplib tells.
struct Exchange {
  domain::Caller caller;
  std::vector<std::string> segments;  // what stands in the places of the route's path, in order
  std::string accept_encoding;        // as sent; httplib must not see it, or it would compress
  std::string body;                   // as sent, at most Route::body_bytes_max
};

// Fills in the answer: 200 unless it says otherwise. It may give httplib a content provider, which
// then runs on the same thread within the route's time. Called from many threads at once.
using Handler =
    std::function<void(const httplib::Request&, const Exchange&, httplib::Response& response)>;

inline constexpr char kPlainText[] = "text/plain; charset=utf-8";

// One thing that the server answers.
struct Route {
  // "/metrics"; a segment in braces stands for any one that is not empty: "/api/v1/label/{name}".
  // Requests are counted under it, so that what callers make up does not become a series.
  std::string path;
  std::vector<std::string> methods = {"GET"};  // GET (HEAD with it), POST, PUT, PATCH, DELETE
  std::string what;                            // one line for people: what it is for
  std::size_t body_bytes_max = kRequestBodyBytesMax;
  std::optional<absl::Duration> duration_max;  // of a whole request; absent: as the server's
  Handler handle;
};

// The routes of a server. Immutable; safe from any thread.
class Routes {
 public:
  // Two routes with one path end the process, and so does one without a handler or with a method
  // that is not listed above.
  explicit Routes(std::vector<Route> routes);

  struct Found {
    const Route* route = nullptr;  // nullptr: there is none
    std::vector<std::string> segments;
  };
  // By a decoded path. A route without braces wins over one with them. Costs a comparison for each
  // route.
  Found Find(std::string_view path) const;

  // What there is, for people: a line for each route.
  const std::string& list() const { return list_; }

 private:
  std::vector<Route> routes_;
  std::string list_;
};

// "GET, HEAD", for the header Allow.
std::string AllowedMethods(const Route& route);
bool Allows(const Route& route, std::string_view method);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_ROUTE_H_
