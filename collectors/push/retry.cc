#include "collectors/push/retry.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <random>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"

namespace trustwatch::push {
namespace {

bool IsWorthRepeating(const absl::Status& status, Repeat repeat,
                      const std::optional<absl::Duration>& asked) {
  if (absl::IsResourceExhausted(status)) return asked.has_value();
  if (!absl::IsUnavailable(status)) return false;
  return repeat == Repeat::kSafe || asked.has_value();
}

double RandomFraction() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

}  // namespace

Pacing RealPacing() {
  return {.sleep =
              [](absl::Duration delay) {
                std::this_thread::sleep_for(absl::ToChronoNanoseconds(delay));
              },
          .random = RandomFraction,
          .on_wait = [](const absl::Status&, absl::Duration) {}};
}

absl::Status WithRetries(const RetryPolicy& policy, const Pacing& pacing, Repeat repeat,
                         const std::function<absl::Status()>& attempt) {
  absl::Duration backoff = policy.delay_first;
  for (int tries = 1;; ++tries) {
    absl::Status status = attempt();
    const std::optional<absl::Duration> asked = base::ErrorOf(status).retry_after;
    if (tries >= policy.tries_max || !IsWorthRepeating(status, repeat, asked)) return status;
    const absl::Duration delay =
        asked.value_or(absl::ZeroDuration()) + backoff * (0.5 + pacing.random() / 2);
    pacing.on_wait(status, delay);
    pacing.sleep(delay);
    backoff = std::min(backoff * 2, policy.delay_max);
  }
}

}  // namespace trustwatch::push
