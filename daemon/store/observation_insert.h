#ifndef TRUSTWATCH_DAEMON_STORE_OBSERVATION_INSERT_H_
#define TRUSTWATCH_DAEMON_STORE_OBSERVATION_INSERT_H_

#include <span>
#include <vector>

#include "absl/status/status.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/store.h"

namespace trustwatch::store {

// Into the order of the table's key, which is the fastest to insert.
void SortByKey(std::vector<NewObservation>& observations);

// Writes the rows of one submission, many a statement: this is where the daemon's write rate is
// made. `sorted` is in the order of SortByKey.
absl::Status InsertObservations(Database& db, OrganisationId organisation, domain::SubmissionId id,
                                std::span<const NewObservation> sorted);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_OBSERVATION_INSERT_H_
