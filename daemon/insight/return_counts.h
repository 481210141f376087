#ifndef TRUSTWATCH_DAEMON_INSIGHT_RETURN_COUNTS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_RETURN_COUNTS_H_

#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/register.h"
#include "daemon/insight/latest.h"

namespace trustwatch::insight {

// How many figures of one return one organisation owes for the last complete month, and what of
// them has come. The pointers live as long as the definitions.
struct ReturnCount {
  const domain::Organisation* organisation = nullptr;
  const domain::Return* owed = nullptr;
  int owed_count = 0;  // never 0
  int received_count = 0;
  int overdue_count = 0;  // not received, and the deadline has passed
};

// By organisation and return. Says of the last complete month what OwedReader::Owed says, but from
// the latest values, without the store: 10 ns a value. It differs for one kind of item: of a span
// in days, such as a week, a newer value may already have taken the owed period's place, and then
// it counts as not received. Pure.
std::vector<ReturnCount> CountReturns(const domain::Definitions& definitions,
                                      const LatestSnapshot& latest, absl::Time now);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_RETURN_COUNTS_H_
