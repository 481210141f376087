#ifndef TRUSTWATCH_DAEMON_APP_ADDRESS_H_
#define TRUSTWATCH_DAEMON_APP_ADDRESS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace trustwatch::app {

// Where to listen.
struct Address {
  std::string host;  // numeric; an IPv6 address without brackets
  int port = 0;      // 0: the system chooses

  // 127.0.0.1:9190, [::1]:9190
  std::string ToString() const;

  friend bool operator==(const Address&, const Address&) = default;
};

// Reads 127.0.0.1:9190, [::1]:9190 or localhost:9190, which is taken as 127.0.0.1 without asking
// anybody. `option` is the flag's name, for messages. kInvalidArgument: LISTEN_MALFORMED, or
// LISTEN_NOT_LOOPBACK for an address that other machines can reach: there is no TLS and no client
// identity that could protect it.
absl::StatusOr<Address> ParseListenAddress(std::string_view text, std::string_view option);

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_ADDRESS_H_
