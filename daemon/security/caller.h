#ifndef TRUSTWATCH_DAEMON_SECURITY_CALLER_H_
#define TRUSTWATCH_DAEMON_SECURITY_CALLER_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "daemon/domain/caller.h"

namespace trustwatch::security {

// What a connection proves about who is at its other end. Certificates and tokens join the address
// here.
struct Peer {
  std::string address;  // as gRPC writes it: ipv4:127.0.0.1:50123, ipv6:%5B::1%5D:50123, unknown
};

// True for a numeric address of this very machine: 127.0.0.0/8, ::1, and 127.0.0.0/8 written as
// IPv6 (::ffff:127.0.0.1). No brackets, no port. Names are not looked up, so localhost is false.
bool IsLoopback(std::string_view host);

// Who is calling. Whoever reaches the loopback interface is "loopback": nothing more is known of
// them, so the port is not kept. kUnauthenticated (CALLER_UNKNOWN) for
// every other peer, because nothing else can prove who they are. Pure; safe from any thread.
absl::StatusOr<domain::Caller> Identify(const Peer& peer);

}  // namespace trustwatch::security

#endif  // TRUSTWATCH_DAEMON_SECURITY_CALLER_H_
