#include "daemon/http/handlers.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/log.h"
#include "daemon/domain/caller.h"
#include "daemon/http/exposition.h"
#include "daemon/http/limits.h"
#include "daemon/security/caller.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;
using httplib::Response;
using Handled = httplib::Server::HandlerResponse;

constexpr std::array<std::string_view, 4> kPaths = {"/", "/livez", "/metrics", "/readyz"};
constexpr std::string_view kWhatThereIs =
    "There are /metrics (for Prometheus), /livez and /readyz (for probes), and / (this list); GET "
    "and "
    "HEAD only. Figures go in and out over gRPC, on another port.\n";
constexpr char kPlainText[] = "text/plain; charset=utf-8";

bool IsKnown(const std::string& path) {
  return std::find(kPaths.begin(), kPaths.end(), path) != kPaths.end();
}

// As gRPC writes it, which is what the security room reads.
security::Peer PeerOf(const Request& request) {
  const bool is_v6 = request.remote_addr.find(':') != std::string::npos;
  return {is_v6 ? fmt::format("ipv6:[{}]:{}", request.remote_addr, request.remote_port)
                : fmt::format("ipv4:{}:{}", request.remote_addr, request.remote_port)};
}

void Answer(int status, const std::string& text, Response& response) {
  response.status = status;
  response.set_content(text, kPlainText);
}

// Text for what httplib refused by itself, or what nobody answers.
std::string RefusalText(const Request& request, int status) {
  switch (status) {
    case 404:
      return fmt::format("There is no such page. {}", kWhatThereIs);
    case 413:
      return fmt::format("The body is larger than {} bytes, and nothing here reads one. {}",
                         kRequestBodyBytesMax, kWhatThereIs);
    case 414:
      return fmt::format("The path is too long. {}", kWhatThereIs);
    default:
      return fmt::format("The request could not be served ({} {}). {}", status,
                         request.method.empty() ? "unreadable" : request.method, kWhatThereIs);
  }
}

void AddPages(const MetricsPage& page, const Readiness& readiness, httplib::Server& server) {
  server.Get("/", [](const Request&, Response& response) {
    Answer(200,
           fmt::format("Trustwatch tracks improvement metrics of mental-health trusts. {}",
                       kWhatThereIs),
           response);
  });
  server.Get("/metrics", [&page](const Request&, Response& response) {
    // set_content would copy the page.
    response.set_header("Content-Type", std::string(kExpositionContentType));
    response.body = page.Render();
  });
  server.Get("/livez",
             [](const Request&, Response& response) { Answer(200, "alive\n", response); });
  server.Get("/readyz", [&readiness](const Request&, Response& response) {
    const absl::Status status = readiness.Check();
    if (status.ok()) {
      Answer(200, "ready\n", response);
    } else {
      Answer(503, fmt::format("not ready: {}\n", std::string(status.message())), response);
    }
  });
}

void AddRefusals(httplib::Server& server) {
  // Whoever is not known sees nothing, not even what there is.
  server.set_pre_routing_handler([](const Request& request, Response& response) {
    const absl::StatusOr<domain::Caller> caller = security::Identify(PeerOf(request));
    if (caller.ok()) return Handled::Unhandled;
    Answer(403, fmt::format("{}\n", std::string(caller.status().message())), response);
    return Handled::Handled;
  });
  const auto refuse_method = [](const Request& request, Response& response) {
    if (!IsKnown(request.path)) {
      response.status = 404;  // the text is put in below
      return;
    }
    response.set_header("Allow", "GET, HEAD");
    Answer(405, fmt::format("{} does not take {}. {}", request.path, request.method, kWhatThereIs),
           response);
  };
  server.Post(".*", refuse_method)
      .Put(".*", refuse_method)
      .Patch(".*", refuse_method)
      .Delete(".*", refuse_method)
      .Options(".*", refuse_method);
  server.set_error_handler(httplib::Server::Handler([](const Request& request, Response& response) {
    if (response.body.empty()) {
      response.set_content(RefusalText(request, response.status), kPlainText);
    }
  }));
}

}  // namespace

void AddHandlers(const MetricsPage& page, const Readiness& readiness,
                 telemetry::Telemetry& telemetry, httplib::Server& server) {
  AddPages(page, readiness, server);
  AddRefusals(server);
  server.set_default_headers(
      {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}});
  // Before the first byte leaves: whoever has an answer finds it counted.
  server.set_post_routing_handler([&telemetry](const Request& request, const Response& response) {
    // Names that callers make up must not become series.
    telemetry.HttpAnswered(IsKnown(request.path) ? request.path : "other", response.status);
  });
  server.set_logger([](const Request& request, const Response& response) {
    base::Log(base::Severity::kDebug, "http request",
              {{"method", request.method},
               {"path", request.path},
               {"status", fmt::format("{}", response.status)},
               {"peer", request.remote_addr}});
  });
}

}  // namespace trustwatch::http
