#include "daemon/samples/spread.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/samples/held.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"

namespace trustwatch::samples {
namespace {

// Prometheus' --query.lookback-delta unless somebody changed it.
constexpr std::int64_t kLookbackMs = 300'000;
// Beyond any figure, and far enough from the ends of int64 to add and subtract. The year 33658.
constexpr std::int64_t kFarMs = 1'000'000'000'000'000;

std::int64_t Near(std::int64_t instant_ms) { return std::clamp(instant_ms, -kFarMs, kFarMs); }

// The first `origin + k step` that is not before `from`, for any whole k.
std::int64_t FirstFrom(std::int64_t from, std::int64_t origin, std::int64_t step) {
  const std::int64_t past = (from - origin) % step;
  if (past == 0) return from;
  return from - past + (past > 0 ? step : 0);
}

// A grid with a step that is one.
struct Steps {
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::int64_t step = 0;
};

Steps NearSteps(const Grid& grid) {
  return {.start = Near(grid.start_ms),
          .end = Near(grid.end_ms),
          .step = std::min(grid.step_ms, kFarMs)};
}

Instants Common(Instants a, Instants b) {
  return {.from_ms = std::max(a.from_ms, b.from_ms), .to_ms = std::min(a.to_ms, b.to_ms)};
}

}  // namespace

absl::Status Spreader::Take(std::size_t count) {
  if (count <= samples_left_) {
    samples_left_ -= count;
    return absl::OkStatus();
  }
  return base::Error{.code = absl::StatusCode::kInvalidArgument,
                     .reason = "TOO_MANY_SAMPLES",
                     .message =
                         "the query asks for more samples than one answer may have; name "
                         "organisations or indicators, ask for fewer months, or use a "
                         "longer step",
                     .field = "matchers"}
      .ToStatus();
}

// The instants origin + k step in `when` at which the value holds `shift` later.
absl::Status Spreader::Add(const Held& value, Instants when, std::int64_t shift_ms,
                           std::int64_t origin_ms, std::int64_t step_ms,
                           std::vector<Sample>& samples) {
  const Instants own =
      Common(when, {.from_ms = value.from_ms - shift_ms, .to_ms = value.until_ms - shift_ms - 1});
  const std::int64_t first = FirstFrom(own.from_ms, origin_ms, step_ms);
  if (first > own.to_ms) return absl::OkStatus();
  const auto count = static_cast<std::size_t>((own.to_ms - first) / step_ms) + 1;
  TRUSTWATCH_RETURN_IF_ERROR(Take(count));
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back({first + static_cast<std::int64_t>(i) * step_ms, value.value});
  }
  return absl::OkStatus();
}

absl::Status Spreader::Spread(std::span<const Held> held, std::vector<Sample>& samples) {
  samples.clear();
  const Instants wanted = {.from_ms = Near(query_.instants.from_ms),
                           .to_ms = Near(query_.instants.to_ms)};
  if (!query_.fill) {
    for (const Held& value : held) {
      if (value.from_ms < wanted.from_ms || value.from_ms > wanted.to_ms) continue;
      samples.push_back({value.from_ms, value.value});
    }
    return Take(samples.size());
  }
  const Steps steps = NearSteps(*query_.fill);
  if (steps.step <= 0) {
    const Instants last = Common(wanted, {.from_ms = steps.end, .to_ms = steps.end});
    for (const Held& value : held) {
      TRUSTWATCH_RETURN_IF_ERROR(Add(value, last, 0, steps.end, 1, samples));
    }
    return absl::OkStatus();
  }
  after_start_.clear();
  multiples_.clear();
  // From an instant of the grid to the evaluated one that finds it as the newest in its lookback.
  const std::int64_t ahead_ms = (kLookbackMs - 1) % steps.step;
  const Instants when = Common(wanted, {.from_ms = steps.start + 1, .to_ms = steps.end});
  for (const Held& value : held) {
    TRUSTWATCH_RETURN_IF_ERROR(
        Add(value, when, ahead_ms, steps.start + 1, steps.step, after_start_));
    TRUSTWATCH_RETURN_IF_ERROR(Add(value, when, 0, 0, steps.step, multiples_));
  }
  // The first of two at one instant stays: what holds at that very instant.
  std::merge(multiples_.begin(), multiples_.end(), after_start_.begin(), after_start_.end(),
             std::back_inserter(samples),
             [](const Sample& a, const Sample& b) { return a.at_ms < b.at_ms; });
  samples.erase(std::unique(samples.begin(), samples.end(),
                            [](const Sample& a, const Sample& b) { return a.at_ms == b.at_ms; }),
                samples.end());
  return absl::OkStatus();
}

}  // namespace trustwatch::samples
