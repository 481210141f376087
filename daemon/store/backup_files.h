#ifndef TRUSTWATCH_DAEMON_STORE_BACKUP_FILES_H_
#define TRUSTWATCH_DAEMON_STORE_BACKUP_FILES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

// The folder of copies, as files: what is in it and how it is kept tidy. Only regular files that
// have a name of ours are looked at; whatever else lies there stays as it is.
namespace trustwatch::store {

// What a copy is called while it is not yet known to be good: its name and this.
inline constexpr std::string_view kPartialSuffix = ".partial";

// trustwatch-20261123T120000Z.db, in UTC and whole seconds.
std::string BackupName(absl::Time begun_at);
// The instant in a name that BackupName could have made; absent for any other.
std::optional<absl::Time> ParseBackupName(std::string_view name);

struct BackupFile {
  std::filesystem::path file;
  absl::Time begun_at;
  std::uintmax_t bytes = 0;
};

// The copies in a folder, newest first. kFailedPrecondition (BACKUP_UNREACHABLE) if it cannot be
// read.
absl::StatusOr<std::vector<BackupFile>> ListBackups(const std::filesystem::path& folder);

// Removes what a daemon that was killed left of copies that it did not finish. What cannot be
// removed stays.
void RemovePartialBackups(const std::filesystem::path& folder);

// Removes the oldest copies beyond the newest `keep`. Those that are dated after `now` were made
// under a wrong clock: they neither count nor go. kFailedPrecondition (BACKUP_UNREACHABLE) if one
// cannot be removed.
absl::Status PruneBackups(const std::filesystem::path& folder, std::size_t keep, absl::Time now);

// BACKUP_UNREACHABLE for the errno of something that was done to `path`.
absl::Status BackupUnreachable(const std::filesystem::path& path, int error);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_BACKUP_FILES_H_
