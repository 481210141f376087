#ifndef TRUSTWATCH_DAEMON_STORE_FILE_LOCK_H_
#define TRUSTWATCH_DAEMON_STORE_FILE_LOCK_H_

#include <filesystem>

#include "absl/status/statusor.h"

namespace trustwatch::store {

// Keeps a second daemon off the store: holds `<file>.lock` locked for as long as it lives. The
// system lets go of it when the process ends, however it ends. Readers such as sqlite3 are not kept
// off.
class FileLock {
 public:
  // kFailedPrecondition (STORE_IN_USE: another daemon holds it; STORE_UNREACHABLE: the lock file
  // cannot be made).
  static absl::StatusOr<FileLock> Take(const std::filesystem::path& file);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;  // -1 once moved from
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_FILE_LOCK_H_
