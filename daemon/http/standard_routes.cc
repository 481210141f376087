#include "daemon/http/standard_routes.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "daemon/http/exposition.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;

constexpr char kPlainText[] = "text/plain; charset=utf-8";

}  // namespace

std::vector<Route> StandardRoutes(const MetricsPage& page, const Readiness& readiness) {
  std::vector<Route> routes;
  routes.push_back({.path = "/metrics",
                    .what = "the current figures and the daemon itself, for Prometheus",
                    .handle = [&page](const Request&, const Exchange&, Response& response) {
                      // set_content would copy the page.
                      response.set_header("Content-Type", std::string(kExpositionContentType));
                      response.body = page.Render();
                    }});
  routes.push_back({.path = "/livez",
                    .what = "the process answers, for whoever restarts it",
                    .handle = [](const Request&, const Exchange&, Response& response) {
                      response.set_content("alive\n", kPlainText);
                    }});
  routes.push_back({.path = "/readyz",
                    .what = "send it work, or 503 with why not, for whoever routes to it",
                    .handle = [&readiness](const Request&, const Exchange&, Response& response) {
                      const absl::Status status = readiness.Check();
                      response.status = status.ok() ? 200 : 503;
                      response.set_content(status.ok() ? "ready\n"
                                                       : fmt::format("not ready: {}\n",
                                                                     std::string(status.message())),
                                           kPlainText);
                    }});
  return routes;
}

}  // namespace trustwatch::http
