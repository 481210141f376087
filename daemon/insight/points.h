#ifndef TRUSTWATCH_DAEMON_INSIGHT_POINTS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_POINTS_H_

#include <optional>
#include <span>

#include "daemon/domain/series.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {

// What the recorded rows of one slice and period say together. `rows` are in order of submission,
// at least one; a row stands if withdrawn_at is absent. Absent if none stands. Pure.
//
// The current value is that of the newest standing row, and so is its status. It became known with
// the first standing row of the same revision number: a repetition is a later word on how settled a
// value is, not a new value. The same holds for each of `revisions`; one of which no row stands is
// told by its first row.
std::optional<domain::Point> MakePoint(std::span<const store::RecordedObservation> rows,
                                       bool include_revisions);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_POINTS_H_
