#ifndef TRUSTWATCH_DAEMON_STORE_BACKUPS_H_
#define TRUSTWATCH_DAEMON_STORE_BACKUPS_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/mutex.h"
#include "daemon/store/backup_copy.h"

namespace trustwatch::store {

// A copy that failed is tried again after the first of these, then after twice as long each time,
// up to the second, and never later than the next copy would be due.
inline constexpr absl::Duration kBackupRetryFirst = absl::Minutes(1);
inline constexpr absl::Duration kBackupRetryLast = absl::Hours(1);

// A copy that takes longer fails: the view that it holds keeps the write-ahead log from beginning
// anew.
inline constexpr absl::Duration kBackupTimeMax = absl::Hours(1);

struct BackupOptions {
  std::filesystem::path database;
  std::filesystem::path folder;  // for copies of this store alone
  absl::Duration every = absl::Hours(24);
  std::size_t keep = 14;
  std::int64_t room_left_bytes = kBackupRoomLeft;
  std::int64_t pages_max = 0;  // as BackupCopy::pages_max
  // Called between two steps of a copy; the daemon waits some milliseconds there, so that commits
  // have the disk to themselves now and then. May be empty.
  std::function<void()> pause;
  // Called after each copy, good or failed. May be empty.
  std::function<void(bool ok)> on_finished;
};

// Decides when the store is copied, copies it, and keeps the newest copies. It has no thread: who
// owns one calls Work. Work is not thread-safe; Get and Interrupt are safe from any thread.
//
// A copy is due `every` after the newest good one in the folder was begun, whoever made that, and
// at once if there is none or the clock stepped back behind it. What became of each is one line of
// the log.
class Backups {
 public:
  // `clock` must outlive it.
  Backups(BackupOptions options, const base::Clock& clock);

  // Makes the copy that is due, if one is, and tells how long to wait before calling again: a
  // minute at most, because clocks step. Ends early, without a copy, once `stop` is requested.
  absl::Duration Work(const std::stop_token& stop) ABSL_LOCKS_EXCLUDED(mutex_);

  // The newest good copy: absent before the first Work, and while there is none.
  struct Newest {
    absl::Time begun_at;
    std::uintmax_t bytes = 0;
  };
  std::optional<Newest> Get() const ABSL_LOCKS_EXCLUDED(mutex_);

  const BackupOptions& options() const { return options_; }

  // Ends the check of a copy that is under way; see CheckInterrupter.
  void Interrupt() { interrupter_.Interrupt(); }

 private:
  // Tidies the folder and finds the newest good copy, once.
  absl::Status Look(absl::Time now) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Copy(absl::Time now, const std::stop_token& stop) ABSL_LOCKS_EXCLUDED(mutex_);
  // Until the newest good copy is as old as it may be.
  absl::Duration UntilDue(absl::Time now) const ABSL_LOCKS_EXCLUDED(mutex_);
  void Prune(absl::Time now) const;
  void NoteFailure(absl::Time now, const absl::Status& status);

  const BackupOptions options_;
  const base::Clock& clock_;
  CheckInterrupter interrupter_;
  bool has_looked_ = false;
  std::optional<absl::Time> failed_at_;  // the last copy, if it failed
  absl::Duration retry_after_ = kBackupRetryFirst;
  mutable base::Mutex mutex_;
  std::optional<Newest> newest_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_BACKUPS_H_
