#include "daemon/http/admission.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "daemon/base/excerpt.h"
#include "daemon/domain/caller.h"
#include "daemon/http/limits.h"
#include "daemon/security/caller.h"
#include "fmt/format.h"

namespace trustwatch::http {
namespace {

using httplib::Request;

// As gRPC writes it, which is what the security room reads.
security::Peer PeerOf(const Request& request) {
  const bool is_v6 = request.remote_addr.find(':') != std::string::npos;
  return {.address = is_v6 ? fmt::format("ipv6:[{}]:{}", request.remote_addr, request.remote_port)
                           : fmt::format("ipv4:{}:{}", request.remote_addr, request.remote_port),
          .door = security::Door::kHttp};
}

std::string LowerHeader(const Request& request, const char* name) {
  const std::string value = request.get_header_value(name);
  return absl::AsciiStrToLower(std::string(absl::StripAsciiWhitespace(value)));
}

// Digits and nothing else; absent for any other text, and for what no machine can count.
std::optional<std::uint64_t> Length(std::string_view text) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

// Where the body ends, which two readers must not be able to see differently.
std::optional<Refusal> CheckFraming(const Request& request, Admission& admitted) {
  const std::size_t lengths = request.get_header_value_count("Content-Length");
  const std::size_t encodings = request.get_header_value_count("Transfer-Encoding");
  admitted.has_body = encodings > 0;
  if (lengths + encodings > 1 ||
      (encodings == 1 && LowerHeader(request, "Transfer-Encoding") != "chunked")) {
    admitted.has_body = true;
    return Refusal{.status = 400,
                   .text =
                       "It cannot be known where the body ends. Send one Content-Length, or "
                       "Transfer-Encoding: chunked.\n"};
  }
  if (lengths == 0) return std::nullopt;
  const std::string text = request.get_header_value("Content-Length");
  const auto length = Length(text);
  admitted.has_body = length != std::uint64_t{0};
  if (length) {
    admitted.body_bytes_max = *length;
    return std::nullopt;
  }
  return Refusal{.status = 400,
                 .text = fmt::format("Content-Length \"{}\" is not a number of bytes. Send digits "
                                     "only.\n",
                                     base::Excerpt(text))};
}

Refusal TooLarge(const Route& route) {
  return {.status = 413,
          .text = fmt::format("The body is larger than the {} bytes that {} takes: {}.\n",
                              route.body_bytes_max, route.path, route.what)};
}

std::optional<Refusal> CheckBody(const Request& request, Admission& admitted) {
  const Route& route = *admitted.route;
  const bool is_read = request.method != "GET" && request.method != "HEAD";
  if (is_read && !admitted.has_body && !request.has_header("Content-Length")) {
    return Refusal{.status = 411,
                   .text = fmt::format("A {} needs a Content-Length, or Transfer-Encoding: "
                                       "chunked.\n",
                                       request.method)};
  }
  if (!admitted.has_body) return std::nullopt;
  if (admitted.body_bytes_max > route.body_bytes_max) return TooLarge(route);
  if (request.has_header("Transfer-Encoding")) {
    admitted.body_bytes_max = 2 * route.body_bytes_max + kRequestHeadBytesMax;
  }
  const std::string encoding = LowerHeader(request, "Content-Encoding");
  const bool is_packed =
      encoding == "gzip" || encoding == "deflate" || encoding.find("br") != std::string::npos;
  const bool is_form = request.is_multipart_form_data();
  if (!is_packed && !is_form) return std::nullopt;
  return Refusal{.status = 415,
                 .text = fmt::format("{} takes no body of {} \"{}\". Send it as it is: {}.\n",
                                     route.path, is_packed ? "Content-Encoding" : "Content-Type",
                                     is_packed ? encoding : "multipart/form-data", route.what)};
}

std::optional<Refusal> Check(const Request& request, const Routes& routes,
                             const security::Entitlements& entitlements, Admission& admitted) {
  absl::StatusOr<domain::Caller> caller = security::Identify(PeerOf(request), entitlements);
  auto framing = CheckFraming(request, admitted);
  if (!caller.ok()) {
    return Refusal{.status = 403,
                   .text = fmt::format("{}\n", std::string(caller.status().message()))};
  }
  admitted.caller = *std::move(caller);
  auto [route, segments] = routes.Find(request.path);
  admitted.route = route;
  admitted.segments = std::move(segments);
  if (route == nullptr) {
    return Refusal{.status = 404,
                   .text = fmt::format("There is no such page as \"{}\". There are:\n{}",
                                       base::Excerpt(request.path), routes.list())};
  }
  if (!Allows(*route, request.method)) {
    const std::string allowed = AllowedMethods(*route);
    return Refusal{.status = 405,
                   .text = fmt::format("{} does not take {}; it takes {}: {}.\n", route->path,
                                       request.method, allowed, route->what),
                   .allow = allowed};
  }
  return framing ? std::move(framing) : CheckBody(request, admitted);
}

}  // namespace

Admission Admit(const Request& request, const Routes& routes,
                const security::Entitlements& entitlements) {
  Admission admitted;
  admitted.refusal = Check(request, routes, entitlements, admitted);
  return admitted;
}

}  // namespace trustwatch::http
