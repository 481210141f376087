#ifndef TRUSTWATCH_DAEMON_STORE_STATUS_OF_CODE_H_
#define TRUSTWATCH_DAEMON_STORE_STATUS_OF_CODE_H_

#include <filesystem>
#include <string_view>

#include "absl/status/status.h"

namespace trustwatch::store {

// What SQLite's (extended) result code means to those who must act; OK for a code that is no error.
// `detail` is SQLite's own text. kResourceExhausted (STORE_FULL), kUnavailable (STORE_LOCKED),
// kDataLoss (STORE_CORRUPT), kFailedPrecondition (STORE_FOREIGN: not a database; STORE_UNREACHABLE:
// cannot be opened or written), kCancelled (interrupted by us), kInternal (STORE_DISK_ERROR for
// trouble that the disk reports, STORE_INTERNAL for our own faults).
absl::Status StatusOfCode(int code, const std::filesystem::path& file, std::string_view detail);

// What it means when the store is copied into `copy`: nothing is wrong with the store, but there is
// no copy. kResourceExhausted (BACKUP_FULL), kFailedPrecondition (BACKUP_UNREACHABLE: the copy's
// folder is not there or cannot be written), kDataLoss (BACKUP_DAMAGED), kCancelled (interrupted by
// us), kInternal (BACKUP_FAILED).
absl::Status StatusOfCopyCode(int code, const std::filesystem::path& copy, std::string_view detail);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_STATUS_OF_CODE_H_
