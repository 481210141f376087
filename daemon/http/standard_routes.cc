#include "daemon/http/standard_routes.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "daemon/http/accept.h"
#include "daemon/http/exposition.h"
#include "daemon/http/page_body.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;

constexpr char kPlainText[] = "text/plain; charset=utf-8";

// All values of a header, as one.
std::string Joined(const Request& request, const char* name) {
  std::string joined;
  for (auto [at, end] = request.headers.equal_range(name); at != end; ++at) {
    joined += joined.empty() ? at->second : "," + at->second;
  }
  return joined;
}

void AnswerNotAcceptable(Response& response) {
  response.status = 406;
  response.set_content(
      fmt::format("Nothing that the headers Accept and Accept-Encoding allow is here. There are {} "
                  "and {}, each as it is or in gzip.\n",
                  ContentTypeOf(Dialect::kText), ContentTypeOf(Dialect::kOpenMetrics)),
      kPlainText);
}

void AnswerMetrics(const MetricsPage& page, const Request& request, const Exchange& exchange,
                   Response& response) {
  response.set_header("Vary", "Accept, Accept-Encoding");
  const auto dialect = ChooseDialect(Joined(request, "Accept"));
  const auto coding = ChooseCoding(exchange.accept_encoding);
  if (!dialect || !coding) return AnswerNotAcceptable(response);
  PageAnswer answer =
      page.Answer({.dialect = *dialect, .coding = *coding}, Joined(request, "If-None-Match"));
  // It may be kept if it is asked for again each time.
  response.headers.erase("Cache-Control");
  response.set_header("Cache-Control", "no-cache");
  response.set_header("ETag", answer.etag);
  if (!answer.body) {
    response.status = 304;
    return;
  }
  if (*coding == Coding::kGzip) response.set_header("Content-Encoding", "gzip");
  const auto body = std::make_shared<const PageBody>(*std::move(answer.body));
  response.set_content_provider(body->size(), std::string(ContentTypeOf(*dialect)),
                                [body](std::size_t, std::size_t, httplib::DataSink& sink) {
                                  return body->WriteTo([&sink](std::string_view bytes) {
                                    return sink.write(bytes.data(), bytes.size());
                                  });
                                });
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
