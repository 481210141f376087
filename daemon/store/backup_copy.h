#ifndef TRUSTWATCH_DAEMON_STORE_BACKUP_COPY_H_
#define TRUSTWATCH_DAEMON_STORE_BACKUP_COPY_H_

#include <cstdint>
#include <filesystem>
#include <functional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/store/database.h"

namespace trustwatch::store {

// Pages of 4,096 bytes that are copied at a time: 4 MiB.
inline constexpr int kBackupPagesPerStep = 1'024;

// Bytes that a copy leaves free on its disk at least, because the store itself may grow there.
inline constexpr std::int64_t kBackupRoomLeft = 64LL * 1024 * 1024;

// What is to be copied, and how.
struct BackupCopy {
  std::filesystem::path database;
  std::filesystem::path target;  // the final name; must not exist
  std::int64_t room_left_bytes = kBackupRoomLeft;
  std::int64_t pages_max = 0;  // of the copy, 4,096 bytes each; 0: as many as the disk holds
  // Asked between two steps whether to go on; an error ends the copy with that error.
  std::function<absl::Status()> go_on;
};

// Ends the checking of a copy from another thread. Safe from any thread.
class CheckInterrupter {
 public:
  // The connection that checks now; nullptr: none any more.
  void Watch(Database* db) ABSL_LOCKS_EXCLUDED(mutex_);
  // May fall between two statements and end nothing: repeat it until the copy has ended.
  void Interrupt() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  base::Mutex mutex_;
  Database* db_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

// Copies a store that is in use into `target` by SQLite's online backup, from a connection of its
// own, and gives the copy's size in bytes. The copy is one view of the store: a commit meanwhile is
// in it whole or not at all. It is made under another name (kPartialSuffix), checked as a store is
// checked before it is served (every page, row and reference, the schema and its version), brought
// to the disk, and renamed; until then, and if anything fails, there is no file `target`. It needs
// no write-ahead log beside it.
//
// Cost: nobody waits for it, neither writer nor readers. The view is held while pages are copied
// (about 3 s for a GiB on a disk of 350 MB/s) and go_on decides for how long at most; the
// write-ahead log grows meanwhile by what is committed, and is moved into the file afterwards. What
// was copied is brought to the disk every 64 MiB, so that a commit's own wait for the disk stays
// short. The check reads the copy once, half a second for a million observations. 8 MiB of memory.
//
// kResourceExhausted (BACKUP_FULL), kFailedPrecondition (BACKUP_UNREACHABLE), kAlreadyExists
// (BACKUP_EXISTS), kDataLoss (BACKUP_DAMAGED), kCancelled, kInternal (BACKUP_FAILED), errors of
// go_on, and those of opening the store.
absl::StatusOr<std::uintmax_t> MakeBackup(const BackupCopy& copy, CheckInterrupter& interrupter);

// Whether a file has what a good copy has, as far as a few milliseconds tell: it is a store of a
// version that we know, and as long as it says. kFailedPrecondition, kDataLoss.
absl::Status GlanceAtBackup(const std::filesystem::path& file);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_BACKUP_COPY_H_
