#ifndef TRUSTWATCH_DAEMON_STORE_KNOWN_SERIES_H_
#define TRUSTWATCH_DAEMON_STORE_KNOWN_SERIES_H_

#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/store.h"

namespace trustwatch::store {

// Writes down which organisation reports which slice, once. Remembers in a bit per organisation and
// slice what is written already, so that a row costs nanoseconds. Belongs to the writer's thread.
class KnownSeries {
 public:
  // Writes those of `observations` that are new. After an error, and whenever the transaction or a
  // part of it is undone, call Forget.
  absl::Status Add(Database& db, OrganisationId organisation,
                   std::span<const NewObservation> observations);

  // Memory is read from the table again when it is needed.
  void Forget() { known_.clear(); }

 private:
  using Slices = std::vector<bool>;  // by SliceId
  absl::StatusOr<Slices*> SlicesOf(Database& db, OrganisationId organisation);

  absl::flat_hash_map<OrganisationId, Slices> known_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_KNOWN_SERIES_H_
