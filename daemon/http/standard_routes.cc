#include "daemon/http/standard_routes.h"

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "daemon/http/page_answer.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;

void AnswerMetrics(const MetricsPage& page, const Request& request, const Exchange& exchange,
                   Response& response) {
  const auto form = ChooseForm(request, exchange, response);
  if (!form) return;
  PageAnswer answer = page.Answer(*form, JoinedHeader(request, "If-None-Match"));
  // It may be kept if it is asked for again each time.
  response.headers.erase("Cache-Control");
  response.set_header("Cache-Control", "no-cache");
  response.set_header("ETag", answer.etag);
  if (!answer.body) {
    response.status = 304;
    return;
  }
  SendPage(*std::move(answer.body), form->dialect, response);
}

}  // namespace

std::vector<Route> StandardRoutes(const BySight<MetricsPage>& pages, const Readiness& readiness) {
  std::vector<Route> routes;
  routes.push_back(
      {.path = "/metrics",
       .what = "the current figures and the daemon itself, for Prometheus",
       .handle = [pages](const Request& request, const Exchange& exchange, Response& response) {
         AnswerMetrics(pages.For(exchange.caller.sight), request, exchange, response);
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
