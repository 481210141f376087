#ifndef TRUSTWATCH_DAEMON_RPC_SERVER_LIMITS_H_
#define TRUSTWATCH_DAEMON_RPC_SERVER_LIMITS_H_

#include <cstddef>

#include "absl/time/time.h"
#include "daemon/domain/limits.h"

namespace trustwatch::rpc {

// What may be inside a server at once, and for how long.
struct ServerLimits {
  std::size_t reads = domain::kReadsInFlightMax;               // calls
  std::size_t submit_bytes = domain::kSubmitBytesInFlightMax;  // of requests
  absl::Duration call = domain::kDeadlineMax;                  // whatever the caller would wait
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_SERVER_LIMITS_H_
