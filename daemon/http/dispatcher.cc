#include "daemon/http/dispatcher.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/base/check.h"
#include "daemon/base/excerpt.h"
#include "daemon/base/log.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;
using Handled = httplib::Server::HandlerResponse;

constexpr char kAnyPath[] = "[\\s\\S]*";  // a decoded path may hold a line's end

void Refuse(const Refusal& refusal, Response& response) {
  response.status = refusal.status;
  response.headers.erase("Content-Type");
  response.set_content(refusal.text, kPlainText);
  if (!refusal.allow.empty()) response.set_header("Allow", refusal.allow);
}

// Text for what httplib refused by itself.
std::string RefusalText(const Request& request, int status) {
  if (status == 414) return "The path is too long.\n";
  return fmt::format("The request could not be served ({} {}). GET / says what there is.\n", status,
                     request.method.empty() ? "unreadable" : request.method);
}

Route ListOf(const std::string& list) {
  return {
      .path = "/",
      .what = "this list",
      .handle = [list](const Request&, const Exchange&, Response& response) {
        response.set_content(
            fmt::format("Trustwatch tracks improvement metrics of mental-health trusts. Figures "
                        "come in over gRPC, on another port. Here are:\n{}",
                        list),
            kPlainText);
      }};
}

// The routes and the list of them, in which the list itself stands too.
Routes WithList(std::vector<Route> routes) {
  std::vector<Route> all = routes;
  all.push_back(ListOf(""));
  routes.push_back(ListOf(Routes(std::move(all)).list()));
  return Routes(std::move(routes));
}

}  // namespace

Dispatcher::Dispatcher(std::vector<Route> routes, telemetry::Telemetry& telemetry,
                       const Options& options)
    : routes_(WithList(std::move(routes))), telemetry_(telemetry), options_(options) {}

void Dispatcher::AddTo(httplib::Server& server) {
  server.set_default_headers(
      {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}});
  server.set_pre_routing_handler(
      [this](const Request& request, Response& response) { return BeforeBody(request, response); });
  const auto with_body = [this](const Request& request, Response& response,
                                const httplib::ContentReader& reader) {
    WithBody(request, response, reader);
  };
  server.Post(kAnyPath, with_body).Put(kAnyPath, with_body);
  server.Patch(kAnyPath, with_body).Delete(kAnyPath, with_body);
  server.set_error_handler(httplib::Server::Handler([](const Request& request, Response& response) {
    if (response.body.empty()) {
      response.set_content(RefusalText(request, response.status), kPlainText);
    }
  }));
  server.set_exception_handler([](const Request&, Response& response, const std::exception_ptr&) {
    Refuse({.status = 500, .text = "The answer could not be made; the log says no more.\n"},
           response);
  });
  server.set_post_routing_handler(
      [this](const Request&, Response& response) { BeforeAnswer(response); });
}

void Dispatcher::Begin(Visit& visit) {
  telemetry_.HttpStarted();
  const base::MutexLock lock(mutex_);
  visits_.emplace_back(std::this_thread::get_id(), &visit);
}

void Dispatcher::End(const Visit& visit, std::size_t bytes_written) {
  {
    const base::MutexLock lock(mutex_);
    visits_.erase(std::find(visits_.begin(), visits_.end(),
                            std::pair(std::this_thread::get_id(), const_cast<Visit*>(&visit))));
  }
  const absl::Duration took = absl::FromChrono(std::chrono::steady_clock::now() - visit.begun);
  telemetry_.HttpFinished(PathOf(visit), took);
  base::Log(options_.access_log ? base::Severity::kInfo : base::Severity::kDebug, "http request",
            {{"method", visit.method.empty() ? "unreadable" : visit.method},
             {"path", base::Excerpt(visit.target)},
             {"status", fmt::format("{}", visit.status)},
             {"bytes", fmt::format("{}", bytes_written)},
             {"took", absl::FormatDuration(absl::Trunc(took, absl::Microseconds(1)))},
             {"caller", visit.exchange.caller.name},
             {"peer", visit.peer}});
}

void Dispatcher::Admitted(Request& request, Visit& visit) const {
  visit.method = request.method;
  visit.target = request.target;
  visit.peer = request.remote_addr;
  visit.admission = Admit(request, routes_, options_.entitlements);
  visit.exchange.caller = visit.admission.caller;
  visit.exchange.segments = visit.admission.segments;
  for (auto [at, end] = request.headers.equal_range("Accept-Encoding"); at != end; ++at) {
    visit.exchange.accept_encoding += visit.exchange.accept_encoding.empty() ? "" : ",";
    visit.exchange.accept_encoding += at->second;
  }
  request.headers.erase("Accept-Encoding");
  request.ranges.clear();  // no part of a page means anything
  const bool is_read = request.method != "GET" && request.method != "HEAD";
  const bool is_refused = visit.admission.refusal.has_value();
  visit.must_close = visit.admission.has_body && (is_refused || !is_read);
  // A body that nobody reads is not asked for.
  if (visit.must_close) request.headers.erase("Expect");
}

Visit& Dispatcher::Current() const {
  const base::MutexLock lock(mutex_);
  const auto found = std::find_if(visits_.begin(), visits_.end(), [](const auto& known) {
    return known.first == std::this_thread::get_id();
  });
  TRUSTWATCH_CHECK(found != visits_.end());
  return *found->second;
}

const char* Dispatcher::PathOf(const Visit& visit) const {
  return visit.admission.route == nullptr ? "other" : visit.admission.route->path.c_str();
}

Handled Dispatcher::BeforeBody(const Request& request, Response& response) const {
  const Visit& visit = Current();
  if (visit.admission.refusal) {
    Refuse(*visit.admission.refusal, response);
    return Handled::Handled;
  }
  if (request.method != "GET" && request.method != "HEAD") return Handled::Unhandled;
  visit.admission.route->handle(request, visit.exchange, response);
  return Handled::Handled;
}

void Dispatcher::WithBody(const Request& request, Response& response,
                          const httplib::ContentReader& reader) const {
  Visit& visit = Current();
  const Route& route = *visit.admission.route;
  bool is_too_large = false;
  std::string& body = visit.exchange.body;
  const bool is_whole = reader([&](const char* bytes, std::size_t count) {
    is_too_large = count > route.body_bytes_max - body.size();
    if (!is_too_large) body.append(bytes, count);
    return !is_too_large;
  });
  if (is_whole) {
    response.status = -1;
    route.handle(request, visit.exchange, response);
    return;
  }
  visit.must_close = true;
  const std::string text =
      is_too_large ? fmt::format("The body is larger than the {} bytes that {} takes.\n",
                                 route.body_bytes_max, route.path)
                   : std::string("The body did not come whole, or its chunks are malformed.\n");
  Refuse({.status = is_too_large ? 413 : 400, .text = text}, response);
}

// Before the first byte leaves: whoever has an answer finds it counted.
void Dispatcher::BeforeAnswer(Response& response) const {
  Visit& visit = Current();
  visit.status = response.status;
  if (visit.must_close) {
    response.headers.erase("Connection");
    response.headers.erase("Keep-Alive");
    response.set_header("Connection", "close");
  }
  response.headers.erase("Accept-Ranges");                               // httplib says so to HEAD
  if (response.status == 304) response.headers.erase("Content-Length");  // not that of the page
  telemetry_.HttpAnswered(PathOf(visit), response.status);
}

}  // namespace trustwatch::http
