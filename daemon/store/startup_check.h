#ifndef TRUSTWATCH_DAEMON_STORE_STARTUP_CHECK_H_
#define TRUSTWATCH_DAEMON_STORE_STARTUP_CHECK_H_

#include <span>

#include "absl/status/status.h"
#include "daemon/store/database.h"
#include "daemon/store/migrations.h"

namespace trustwatch::store {

// Whether a file is ours, and of a version that we know. Changes nothing in it. An empty database
// is ours to be. kFailedPrecondition (STORE_FOREIGN, STORE_NEWER); kDataLoss (STORE_CORRUPT) if its
// tables are not those that the migrations make. A few milliseconds.
absl::Status CheckIdentity(Database& db, std::span<const Migration> migrations);

// Whether every page, row and reference is sound. kDataLoss (STORE_CORRUPT). Reads the whole file:
// about half a second for a million observations.
absl::Status CheckContent(Database& db);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_STARTUP_CHECK_H_
