#ifndef TRUSTWATCH_DAEMON_SECURITY_CALLER_H_
#define TRUSTWATCH_DAEMON_SECURITY_CALLER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "daemon/domain/caller.h"

namespace trustwatch::security {

// The way by which a call came in.
enum class Door : std::uint8_t { kHttp, kGrpc };

// Which view of the figures a caller gets who proves nothing but that they are on this machine. Who
// scrapes is often somebody else's program, which passes on what it reads; who calls over gRPC
// works with the trusts' own figures. One who proves more will be asked after here, too.
struct Entitlements {
  domain::Sight over_http = domain::Sight::kDisclosed;
  domain::Sight over_grpc = domain::Sight::kExact;

  domain::Sight Of(Door door) const { return door == Door::kGrpc ? over_grpc : over_http; }
};

// What a connection proves about who is at its other end. Certificates and tokens join the address
// here.
struct Peer {
  std::string address;  // as gRPC writes it: ipv4:127.0.0.1:50123, ipv6:%5B::1%5D:50123, unknown
  Door door = Door::kHttp;  // by which no more is seen than by the other
};

// True for a numeric address of this very machine: 127.0.0.0/8, ::1, and 127.0.0.0/8 written as
// IPv6 (::ffff:127.0.0.1). No brackets, no port. Names are not looked up, so localhost is false.
bool IsLoopback(std::string_view host);

// Who is calling. Whoever reaches the loopback interface is "loopback": nothing more is known of
// them, so the port is not kept, and they see
// what `entitlements` say. kUnauthenticated (CALLER_UNKNOWN) for
// every other peer, because nothing else can prove who they are. Pure; safe from any thread.
absl::StatusOr<domain::Caller> Identify(const Peer& peer, const Entitlements& entitlements = {});

}  // namespace trustwatch::security

#endif  // TRUSTWATCH_DAEMON_SECURITY_CALLER_H_
