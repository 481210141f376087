#ifndef TRUSTWATCH_DAEMON_HTTP_LIMITS_H_
#define TRUSTWATCH_DAEMON_HTTP_LIMITS_H_

#include <cstddef>

#include "absl/time/time.h"

// What one HTTP client may take. A Prometheus needs one connection and one request a minute.
namespace trustwatch::http {

inline constexpr std::size_t kConnectionsServedMax = 8;    // one thread each
inline constexpr std::size_t kConnectionsWaitingMax = 64;  // beyond them, the kernel's backlog
inline constexpr std::size_t kRequestsPerConnectionMax = 100;
inline constexpr std::size_t kRequestBodyBytesMax = 4096;  // nothing here reads a body

// From the first byte of a request to the last of its answer: a client that trickles bytes cannot
// keep a thread.
inline constexpr absl::Duration kRequestDurationMax = absl::Seconds(15);
inline constexpr absl::Duration kConnectionIdleMax = absl::Seconds(5);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_LIMITS_H_
