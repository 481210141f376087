#ifndef TRUSTWATCH_DAEMON_STORE_KNOWN_INSTANTS_H_
#define TRUSTWATCH_DAEMON_STORE_KNOWN_INSTANTS_H_

#include <algorithm>
#include <cstdint>

#include "absl/time/time.h"
#include "daemon/base/clock.h"

namespace trustwatch::store {

// Gives each fact the instant at which it became known: now, in whole microseconds, but always
// after the one before, even when the clock steps back. Thus "known by then" and "recorded before"
// never disagree. Borrows the clock. Not thread-safe.
class KnownInstants {
 public:
  // `last` is the newest instant in the store, in microseconds since 1970.
  KnownInstants(const base::Clock& clock, std::int64_t last) : clock_(clock), last_(last) {}

  // In microseconds since 1970.
  std::int64_t Next() {
    last_ = std::max(absl::ToUnixMicros(clock_.Now()), last_ + 1);
    return last_;
  }

 private:
  const base::Clock& clock_;
  std::int64_t last_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_KNOWN_INSTANTS_H_
