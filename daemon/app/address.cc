#include "daemon/app/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/security/caller.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

constexpr int kPortMax = 65'535;

bool IsNumeric(const std::string& host) {
  in6_addr binary{};
  return inet_pton(AF_INET, host.c_str(), &binary) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &binary) == 1;
}

// -1 unless the text is a whole number from 0 to 65,535.
int ParsePort(std::string_view text) {
  int port = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && port >= 0 && port <= kPortMax ? port : -1;
}

absl::Status MalformedError(std::string_view text, std::string_view option) {
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "LISTEN_MALFORMED",
                     .message = fmt::format("{} \"{}\" is not a numeric address and a port from 0 "
                                            "to {}; write for example 127.0.0.1:9190 or [::1]:9190",
                                            option, text, kPortMax),
                     .field = std::string(option)}
      .ToStatus();
}

absl::Status NotLoopbackError(std::string_view text, std::string_view option) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "LISTEN_NOT_LOOPBACK",
      .message = fmt::format(
          "{} \"{}\" can be reached from other machines, and this version has neither TLS nor "
          "client identity to protect it; set {} to a loopback address such as 127.0.0.1:9190, and "
          "for other machines put a TLS proxy that demands client certificates, or a tunnel, in "
          "front of it",
          option, text, option),
      .field = std::string(option)}
      .ToStatus();
}

}  // namespace

std::string Address::ToString() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

absl::StatusOr<Address> ParseListenAddress(std::string_view text, std::string_view option) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return MalformedError(text, option);
  std::string host(text.substr(0, colon));
  const bool has_brackets = host.starts_with('[') && host.ends_with(']');
  if (has_brackets) host = host.substr(1, host.size() - 2);
  // Only an IPv6 address has colons of its own, and only it stands in brackets.
  if (has_brackets != (host.find(':') != std::string::npos)) return MalformedError(text, option);
  if (host == "localhost") host = "127.0.0.1";
  const int port = ParsePort(text.substr(colon + 1));
  if (port < 0 || !IsNumeric(host)) return MalformedError(text, option);
  if (!security::IsLoopback(host)) return NotLoopbackError(text, option);
  return Address{.host = host, .port = port};
}

}  // namespace trustwatch::app
