#ifndef TRUSTWATCH_DAEMON_DOMAIN_OBSERVATION_H_
#define TRUSTWATCH_DAEMON_DOMAIN_OBSERVATION_H_

#include <compare>
#include <cstdint>
#include <string>
#include <utility>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/value.h"

namespace trustwatch::domain {

// How settled a submission's figures are; a later one never comes before an earlier one.
enum class Status : std::uint8_t { kProvisional = 1, kRefreshed = 2, kFinal = 3 };

// What a series measures, whoever reports it: an indicator, cut by a breakdown, over a span.
// A series is an organisation and a slice.
struct Slice {
  IndicatorId indicator;
  std::string breakdown;  // empty for the whole; IsBreakdown
  Span span;

  friend auto operator<=>(const Slice&, const Slice&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const Slice& slice) {
    return H::combine(std::move(state), slice.indicator, slice.breakdown, slice.span);
  }
};

// One figure of one organisation, valid in form; the organisation stands on its submission.
struct Observation {
  Slice slice;
  Period period;  // of the slice's span
  Value value;

  friend bool operator==(const Observation&, const Observation&) = default;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_OBSERVATION_H_
