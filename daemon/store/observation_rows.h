#ifndef TRUSTWATCH_DAEMON_STORE_OBSERVATION_ROWS_H_
#define TRUSTWATCH_DAEMON_STORE_OBSERVATION_ROWS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"

namespace trustwatch::store {

// Every query for observations selects these columns, in this order.
#define TRUSTWATCH_OBSERVATION_COLUMNS                                                     \
  "observations.last_day, observations.slice_id, observations.submission_id, "             \
  "observations.revision, observations.kind, observations.value, observations.numerator, " \
  "observations.denominator, observations.reason"

// Where a row stands; what it says is read only if it is wanted.
struct RowKey {
  std::int32_t last_day = 0;  // days since 1970-01-01
  SliceId slice{};
  domain::SubmissionId submission = 0;

  bool IsOfSamePoint(const RowKey& other) const {
    return last_day == other.last_day && slice == other.slice;
  }
};
RowKey KeyOfRow(const Statement& row);
int RevisionOfRow(const Statement& row);
domain::Value ValueOfRow(const Statement& row);

// Works out the periods of rows from their last day and slice; remembers the last one, because rows
// come by day. Borrows the dictionary. Not thread-safe.
class PeriodOfRow {
 public:
  explicit PeriodOfRow(const Dictionary& dictionary) : dictionary_(dictionary) {}

  // kDataLoss (STORE_CORRUPT) if there is no such slice or period.
  absl::StatusOr<domain::Period> Of(const RowKey& key);

 private:
  const Dictionary& dictionary_;
  domain::Span span_;
  std::optional<domain::Period> last_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_OBSERVATION_ROWS_H_
