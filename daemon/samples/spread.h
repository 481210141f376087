#ifndef TRUSTWATCH_DAEMON_SAMPLES_SPREAD_H_
#define TRUSTWATCH_DAEMON_SAMPLES_SPREAD_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "daemon/samples/held.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"

namespace trustwatch::samples {

// Turns held values into samples.
//
// Without a grid: each value once, at its own instant. So that is what a range selector counts.
//
// With a grid: a Prometheus looks back five minutes, so that a monthly sample is invisible to a
// plain selector for nearly all of its month. It says at which instants it evaluates, and each
// value is put there, for as long as it holds: at start_ms + 1 + k step_ms, which every lookback
// finds (with the value that holds at the evaluated instant whose newest sample it is, one default
// lookback later or, of a shorter step, as much later as is left of that),
// at each multiple of step_ms, which is where subqueries evaluate, and at end_ms if there is no
// step. Between two such instants nothing is looked up, so nothing more is needed.
//
// Not thread-safe: keeps memory between series.
class Spreader {
 public:
  // `query` must outlive it. Of it, `instants` and `fill` count. `samples_max`: over all calls.
  Spreader(const Query& query, std::size_t samples_max)
      : query_(query), samples_left_(samples_max) {}

  // Replaces `samples` by those of one series. `held` ascend and do not overlap. Costs no more
  // than the samples it gives. kInvalidArgument (TOO_MANY_SAMPLES).
  absl::Status Spread(std::span<const Held> held, std::vector<Sample>& samples);

 private:
  absl::Status Add(const Held& value, Instants when, std::int64_t shift_ms, std::int64_t origin_ms,
                   std::int64_t step_ms, std::vector<Sample>& samples);
  absl::Status Take(std::size_t count);

  const Query& query_;
  std::size_t samples_left_;
  std::vector<Sample> after_start_;
  std::vector<Sample> multiples_;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_SPREAD_H_
