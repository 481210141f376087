#ifndef TRUSTWATCH_DAEMON_SAMPLES_QUERY_H_
#define TRUSTWATCH_DAEMON_SAMPLES_QUERY_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "daemon/samples/matcher.h"

namespace trustwatch::samples {

// Instants in milliseconds since 1970 UTC, both inclusive. None at all if `from_ms` is after
// `to_ms`. The ends of int64 stand for "from the beginning" and "to the end".
struct Instants {
  std::int64_t from_ms = std::numeric_limits<std::int64_t>::min();
  std::int64_t to_ms = std::numeric_limits<std::int64_t>::max();
};

// What a Prometheus that evaluates a plain selector says of its grid.
struct Grid {
  std::int64_t start_ms = 0;  // the first evaluated instant less the lookback
  std::int64_t end_ms = 0;    // the last evaluated instant
  std::int64_t step_ms = 0;   // 0: one instant only
};

// Which series, when, and in which form.
struct Query {
  std::vector<Matcher> matchers;  // all must hold
  Instants instants;
  bool labels_only = false;  // no samples are wanted
  // With a grid: each value at every instant of the grid in its period. Without: at the instant of
  // its period alone.
  std::optional<Grid> fill;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_QUERY_H_
