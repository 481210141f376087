#include "daemon/security/caller.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_replace.h"
#include "daemon/base/error.h"
#include "daemon/domain/caller.h"
#include "fmt/format.h"

namespace trustwatch::security {
namespace {

constexpr std::uint32_t kLoopbackNet = 127;

bool IsLoopbackV4(std::uint32_t network_order) {
  return ntohl(network_order) >> 24U == kLoopbackNet;
}

// The host between "ipv4:" or "ipv6:" and the last colon; absent for any other kind of peer.
std::optional<std::string> HostOf(std::string_view address) {
  if (!address.starts_with("ipv4:") && !address.starts_with("ipv6:")) return std::nullopt;
  const std::string_view rest = address.substr(5);
  const std::size_t colon = rest.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string host = std::string(rest.substr(0, colon));
  // gRPC escapes the brackets of an IPv6 address, as in a URI.
  host = absl::StrReplaceAll(host, {{"%5B", "["}, {"%5D", "]"}});
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return host;
}

}  // namespace

bool IsLoopback(std::string_view host) {
  const std::string text(host);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return IsLoopbackV4(v4.s_addr);
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return false;
  if (IN6_IS_ADDR_V4MAPPED(&v6)) return v6.s6_addr[12] == kLoopbackNet;
  return IN6_IS_ADDR_LOOPBACK(&v6);
}

absl::StatusOr<domain::Caller> Identify(const Peer& peer, const Entitlements& entitlements) {
  const std::optional<std::string> host = HostOf(peer.address);
  if (host.has_value() && IsLoopback(*host)) {
    return domain::Caller{.name = "loopback", .sight = entitlements.Of(peer.door)};
  }
  return base::Error{
      .code = absl::StatusCode::kUnauthenticated,
      .reason = "CALLER_UNKNOWN",
      .message = fmt::format("peer \"{}\" is not on the loopback interface, and no other caller "
                             "can be identified; call from the machine that the daemon runs on",
                             peer.address),
      .metadata = {{"peer", peer.address}}}
      .ToStatus();
}

}  // namespace trustwatch::security
