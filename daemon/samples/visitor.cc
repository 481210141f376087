#include "daemon/samples/visitor.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/samples/held.h"
#include "daemon/samples/query.h"
#include "daemon/samples/sample.h"
#include "fmt/format.h"

namespace trustwatch::samples {
namespace {

bool HoldsIn(Instants instants, std::span<const Held> held) {
  return std::any_of(held.begin(), held.end(), [instants](const Held& value) {
    return value.from_ms <= instants.to_ms && value.until_ms > instants.from_ms;
  });
}

absl::Status TooManySeries(std::size_t series_max) {
  return base::Error{
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "TOO_MANY_SERIES",
      .message = fmt::format("the query matches more than {} series; name a metric, organisations "
                             "or indicators",
                             series_max),
      .field = "matchers"}
      .ToStatus();
}

}  // namespace

absl::Status Visitor::Add(std::span<const Label> labels, std::span<const Held> held) {
  if (query_.labels_only) {
    samples_.clear();
    if (!HoldsIn(query_.instants, held)) return absl::OkStatus();
  } else {
    TRUSTWATCH_RETURN_IF_ERROR(spreader_.Spread(held, samples_));
    if (samples_.empty()) return absl::OkStatus();
  }
  if (++series_count_ > series_max_) return TooManySeries(series_max_);
  wants_more_ = visit_({.labels = labels, .samples = samples_});
  return absl::OkStatus();
}

}  // namespace trustwatch::samples
