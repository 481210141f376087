#ifndef TRUSTWATCH_DAEMON_INSIGHT_OWED_H_
#define TRUSTWATCH_DAEMON_INSIGHT_OWED_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// One figure that is owed.
struct OwedItem {
  domain::OdsCode organisation;
  std::string return_id;
  domain::IndicatorId indicator;
  domain::Period period;
  absl::Time due_at;  // the last instant that is in time
  bool is_overdue = false;
  std::optional<absl::Time> received_at;  // when the first standing value became known
};

// Says what organisations owe, from the returns, the register, the calendar and what has come. A
// return that is not required owes nothing. Safe from any thread. Borrows all three, which must
// outlive it.
class OwedReader {
 public:
  OwedReader(const store::Store& store, const base::Published<domain::Definitions>& definitions,
             const base::Clock& clock);

  // What `organisation` (empty: each of the register) owes for periods that end in the month of
  // `day` (absent: the last complete month in London), by organisation, return, indicator and
  // period; received ones included. An organisation that was not open in a period owes nothing for
  // it. kNotFound (ORGANISATION_UNKNOWN), kInvalidArgument.
  absl::StatusOr<std::vector<OwedItem>> Owed(const std::string& organisation,
                                             std::optional<domain::Day> day) const;

 private:
  const store::Store& store_;
  const base::Published<domain::Definitions>& definitions_;
  const base::Clock& clock_;
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_OWED_H_
