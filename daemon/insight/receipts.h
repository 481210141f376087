#ifndef TRUSTWATCH_DAEMON_INSIGHT_RECEIPTS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_RECEIPTS_H_

#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {

// When what one organisation reported came. A correction moves nothing; a value whose submission is
// withdrawn never came. Const methods are safe from any thread.
class Receipts {
 public:
  // Of the periods that end on `days`, as it was known at `as_of`. About 0.4 us a recorded row.
  // Errors are those of store::Store.
  static absl::StatusOr<Receipts> Read(store::Reader& reader, const domain::OdsCode& organisation,
                                       store::LastDays days, absl::Time as_of);

  // When the first standing value of a slice and period became known; absent if there is none, and
  // for a slice that nobody reported.
  std::optional<absl::Time> Find(std::optional<store::SliceId> slice,
                                 const domain::Period& period) const;

 private:
  absl::flat_hash_map<std::pair<store::SliceId, domain::Period>, absl::Time> first_;
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_RECEIPTS_H_
