#ifndef TRUSTWATCH_DAEMON_INSIGHT_RETURN_MONTHS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_RETURN_MONTHS_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"
#include "daemon/insight/expected.h"
#include "daemon/insight/receipts.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// Of the figures of one return that one organisation owed for periods that end in one month.
struct MonthCount {
  domain::Period month;
  int owed_count = 0;      // never 0
  int received_count = 0;  // that have a standing value
  int in_time_count = 0;   // whose first standing value became known by the deadline
};

// The pointer lives as long as the definitions.
struct ReturnHistory {
  const domain::Return* owed = nullptr;
  std::vector<MonthCount> months;  // oldest first, those in which something is owed; never empty
};

// Says month for month what organisations owed and what of it has come, now or as it was known at
// an instant: what OwedReader::Owed says of each figure, counted. The returns, the register and the
// calendar are those in force now. Const methods are safe from any thread. Borrows the store and
// the definitions, which must outlive it.
class ReturnMonths {
 public:
  // The months that end on `days`, from the first for which any organisation had a standing value
  // (one that reported nothing yet owes as well) to the last complete month in London; both as of
  // `as_of`, or of `now` if that is earlier. About 20 us a month and 0.3 us a submission. Errors
  // are those of store::Store.
  static absl::StatusOr<ReturnMonths> Make(const store::Store& store,
                                           const domain::Definitions& definitions,
                                           std::optional<absl::Time> as_of, absl::Time now,
                                           store::LastDays days = {});

  // What an organisation owed, by return, as if nothing had come. Reads nothing: about 20 ns for
  // each figure that is asked of anyone.
  std::vector<ReturnHistory> Owed(const domain::Organisation& organisation) const;

  // The same with what has come. About 0.4 us a recorded row. Errors are those of store::Store.
  absl::StatusOr<std::vector<ReturnHistory>> Received(
      const domain::Organisation& organisation) const;

 private:
  // One figure of a month, and the slice that it is reported as; absent: nobody did.
  struct Figure {
    ExpectedFigure expected;
    std::optional<store::SliceId> slice;
  };
  struct Month {
    domain::Period month;
    std::vector<Figure> figures;  // by return
  };

  ReturnMonths(const store::Store& store, absl::Time as_of) : store_(&store), as_of_(as_of) {}

  void AddMonth(const domain::Definitions& definitions, const domain::Period& month);
  std::vector<ReturnHistory> Count(const domain::Organisation& organisation,
                                   const Receipts* receipts) const;

  const store::Store* store_;
  absl::Time as_of_;
  std::vector<Month> months_;  // oldest first
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_RETURN_MONTHS_H_
