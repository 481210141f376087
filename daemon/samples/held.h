#ifndef TRUSTWATCH_DAEMON_SAMPLES_HELD_H_
#define TRUSTWATCH_DAEMON_SAMPLES_HELD_H_

#include <cstdint>

namespace trustwatch::samples {

// A value from its instant until another, in milliseconds since 1970 UTC. A monthly figure holds
// from the instant of its month until that of the next, whether or not the next has a figure.
struct Held {
  std::int64_t from_ms = 0;
  std::int64_t until_ms = 0;  // exclusive, after from_ms
  double value = 0;           // finite

  friend bool operator==(const Held&, const Held&) = default;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_HELD_H_
