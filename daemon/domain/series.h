#ifndef TRUSTWATCH_DAEMON_DOMAIN_SERIES_H_
#define TRUSTWATCH_DAEMON_DOMAIN_SERIES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"

namespace trustwatch::domain {

// One accepted value of a period. A repetition of the current value is no revision of its own: it
// carries the number of the value that it repeats.
struct Revision {
  int number = 1;  // 1 for the first value, one more for each different value since
  Value value;
  Status status = Status::kProvisional;
  absl::Time known_at;
  SubmissionId submission_id = 0;
  std::optional<absl::Time> withdrawn_at;
};

// What is known of one period at some instant.
struct Point {
  Period period;
  Revision current;  // the newest that is not withdrawn, with the status last given to it
  std::vector<Revision> revisions;  // oldest first, repetitions left out; empty unless asked for
};

// The observations of one organisation and slice, oldest period first.
struct Series {
  OdsCode organisation;
  Slice slice;
  std::vector<Point> points;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_SERIES_H_
