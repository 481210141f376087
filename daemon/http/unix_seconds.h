#ifndef TRUSTWATCH_DAEMON_HTTP_UNIX_SECONDS_H_
#define TRUSTWATCH_DAEMON_HTTP_UNIX_SECONDS_H_

#include <chrono>
#include <cstdint>

#include "daemon/domain/period.h"

namespace trustwatch::http {

// The first second of a day, UTC, in seconds since 1970.
inline std::int64_t UnixSeconds(domain::Day day) {
  return std::chrono::seconds(day.time_since_epoch()).count();
}

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_UNIX_SECONDS_H_
