#ifndef TRUSTWATCH_DAEMON_SAMPLES_ROLL_H_
#define TRUSTWATCH_DAEMON_SAMPLES_ROLL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/plan.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::samples {

// What a slice is called and judged by.
struct SliceName {
  const domain::Slice* slice = nullptr;  // lives as long as the store
  std::string span;                      // its label; empty: the indicator's first
  history::Rules rules;                  // borrows the definitions
};

// One series that fits a plan. `name` is that of its slice.
struct RollEntry {
  store::SliceId slice_id{};
  std::uint32_t name = 0;          // index into Roll::names
  std::uint32_t organisation = 0;  // index into Roll::organisations
};

// The series that fit a plan, all but their verdicts. 12 bytes a series.
struct Roll {
  std::vector<domain::OdsCode> organisations;  // by code
  std::vector<SliceName> names;                // by breakdown, indicator and span, as labels sort
  std::vector<RollEntry> entries;
};

// Where, of series that differ in span alone, the one without that label comes: first, unless a
// label follows that sorts after span.
enum class WithoutSpan : std::uint8_t { kFirst, kLast };

// Calls the roll: asks every organisation of `organisations`, which ascend, for its slices if its
// code fits. `definitions` must outlive it. Errors are those of the source.
absl::StatusOr<Roll> CallRoll(const Plan& plan, std::vector<domain::OdsCode> organisations,
                              const store::Store& store, const domain::Definitions& definitions,
                              const history::SeriesSource& source);

// Puts the entries into the order of their labels.
void Sort(WithoutSpan without_span, Roll& roll);

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_ROLL_H_
