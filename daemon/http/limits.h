#ifndef TRUSTWATCH_DAEMON_HTTP_LIMITS_H_
#define TRUSTWATCH_DAEMON_HTTP_LIMITS_H_

#include <cstddef>

#include "absl/time/time.h"

// What HTTP clients may take. A Prometheus needs one connection and one request a minute to scrape,
// and one for each selector that somebody draws; query_gate.h keeps those from taking every thread.
namespace trustwatch::http {

inline constexpr std::size_t kConnectionsServedMax = 32;   // one thread each
inline constexpr std::size_t kConnectionsWaitingMax = 64;  // beyond them, the kernel's backlog
inline constexpr std::size_t kRequestsPerConnectionMax = 100;
inline constexpr std::size_t kRequestHeadBytesMax = 32'768;  // request line and headers
inline constexpr std::size_t kRequestBodyBytesMax = 4096;    // unless a route takes more

// From the first byte of a request to the last of its answer: a client that trickles bytes cannot
// keep a thread. A route may state another one.
inline constexpr absl::Duration kRequestDurationMax = absl::Seconds(15);
inline constexpr absl::Duration kConnectionIdleMax = absl::Seconds(5);

// What a client whose request is refused unread may still send until its answer has reached it.
inline constexpr std::size_t kLingerBytesMax = 1'048'576;
inline constexpr absl::Duration kLingerMax = absl::Seconds(1);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_LIMITS_H_
