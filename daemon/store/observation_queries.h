#ifndef TRUSTWATCH_DAEMON_STORE_OBSERVATION_QUERIES_H_
#define TRUSTWATCH_DAEMON_STORE_OBSERVATION_QUERIES_H_

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/database.h"
#include "daemon/store/observation_rows.h"
#include "daemon/store/reader.h"
#include "daemon/store/submission_facts.h"

// The queries of Reader that read observations; reader.h says what each answers. Used inside a read
// transaction of the caller's.
namespace trustwatch::store {

// What they need of one view of the store. Borrowed.
struct View {
  Database& db;
  SubmissionFacts& facts;
  PeriodOfRow& periods;
};

absl::StatusOr<std::vector<CurrentObservation>> ReadCurrent(View view, const domain::OdsCode& code,
                                                            domain::Day last_day);

absl::StatusOr<int> ReadRevisionMax(View view, const domain::OdsCode& code, SliceId slice,
                                    domain::Day last_day);

// Walks the organisation's rows from the newest day back until each of its slices was met, so a
// slice that ended long ago costs a walk that far, about 0.1 us a row.
absl::StatusOr<std::vector<CurrentObservation>> ReadLatest(View view, const domain::OdsCode& code);
absl::Status VisitCurrent(View view, const domain::OdsCode& code,
                          const std::function<void(const CurrentObservation&)>& visit);

absl::Status ReadEach(View view, const domain::OdsCode& code, LastDays days, absl::Time as_of,
                      const std::function<void(const RecordedObservation&)>& visit);
// One seek for each day on which a period of the organisation ends.
absl::Status ReadEachOfSlice(View view, const domain::OdsCode& code, SliceId slice, LastDays days,
                             absl::Time as_of,
                             const std::function<void(const RecordedObservation&)>& visit);

absl::StatusOr<std::vector<RecordedObservation>> ReadObservationsOf(View view,
                                                                    domain::SubmissionId id);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_OBSERVATION_QUERIES_H_
