#ifndef TRUSTWATCH_COLLECTORS_PUSH_RETRY_H_
#define TRUSTWATCH_COLLECTORS_PUSH_RETRY_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace trustwatch::push {

// When to make a call again.
struct RetryPolicy {
  int tries_max = 6;
  absl::Duration delay_first = absl::Milliseconds(200);  // then twice as long each time
  absl::Duration delay_max = absl::Seconds(10);
  absl::Duration try_deadline = absl::Seconds(60);    // for each try of one call
  absl::Duration stream_deadline = absl::Minutes(5);  // for each try of a whole stream
};

// How the time between tries passes: parameters, so that a test takes no time.
struct Pacing {
  std::function<void(absl::Duration)> sleep;
  std::function<double()> random;  // at least 0, below 1
  // Told before each sleep why there is one, so that a person is not left to wonder.
  std::function<void(const absl::Status& why, absl::Duration delay)> on_wait;
};

// Really sleeps, with real randomness; tells nobody.
Pacing RealPacing();

// What a second try could do.
enum class Repeat {
  kSafe,           // the same call again changes nothing more: reads, and writes with a request_id
  kOnlyIfNotDone,  // again only if the daemon said that nothing happened: it sent a retry delay
};

// Calls `attempt` until it is OK, or an error that trying again does not cure, or `tries_max`
// times. kUnavailable is tried again, and kResourceExhausted if the daemon said how long to wait:
// without that it is a limit of the message's size, and the same message would meet it again. The
// delay before try n + 1 is between half and all of delay_first x 2^(n-1), at most delay_max, on
// top of what the daemon asked for.
absl::Status WithRetries(const RetryPolicy& policy, const Pacing& pacing, Repeat repeat,
                         const std::function<absl::Status()>& attempt);

}  // namespace trustwatch::push

#endif  // TRUSTWATCH_COLLECTORS_PUSH_RETRY_H_
