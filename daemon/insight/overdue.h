#ifndef TRUSTWATCH_DAEMON_INSIGHT_OVERDUE_H_
#define TRUSTWATCH_DAEMON_INSIGHT_OVERDUE_H_

#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/insight/latest.h"

namespace trustwatch::insight {

// How far back is looked: periods that ended in so many complete months.
inline constexpr int kOverdueMonths = 24;

// A series that waits for figures.
struct OverdueSeries {
  domain::OdsCode organisation;
  const domain::Slice* slice = nullptr;  // of the whole; lives as long as the store
  int periods = 0;  // never 0: owed, past their deadline, and after the newest that has come

  friend bool operator==(const OverdueSeries&, const OverdueSeries&) = default;
};

// Every series that waits, by organisation and slice key, at any instant from `made_at` to
// `same_until`, both included: while no month ends and no deadline passes.
struct Overdue {
  std::vector<OverdueSeries> series;
  domain::Period month;  // the last complete one in London
  absl::Time made_at;
  absl::Time same_until = absl::InfiniteFuture();  // the next deadline

  bool HoldsAt(absl::Time now) const;
};

// Counts what is overdue of series that were reported at least once, by organisations that were
// open in the last complete month, for required returns that still ask for them. A figure that two
// returns ask for is one, overdue with the earlier deadline. Reported absences have come. Costs 10
// ns a value and up to a millisecond. Pure.
Overdue CountOverdue(const domain::Definitions& definitions, const LatestSnapshot& latest,
                     absl::Time now);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_OVERDUE_H_
