#include "daemon/store/backups.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/base/error.h"
#include "daemon/base/log.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/backup_copy.h"
#include "daemon/store/backup_files.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

constexpr absl::Duration kBackupLookAgain = absl::Minutes(1);

// What is left of `duration` at `now` since `begin`; nothing if the clock stepped back behind it.
absl::Duration LeftOf(absl::Duration duration, absl::Time begin, absl::Time now) {
  if (now < begin) return absl::ZeroDuration();
  return std::max(absl::ZeroDuration(), begin + duration - now);
}

absl::Status TooSlow(const std::filesystem::path& target) {
  return base::Error{
      .code = absl::StatusCode::kDeadlineExceeded,
      .reason = "BACKUP_TOO_SLOW",
      .message = fmt::format("the copy {} was not done after {}; give it a faster disk, because "
                             "the write-ahead log cannot begin anew while the store is copied",
                             target.string(), absl::FormatDuration(kBackupTimeMax)),
      .metadata = {{"file", target.string()}}}
      .ToStatus();
}

}  // namespace

Backups::Backups(BackupOptions options, const base::Clock& clock)
    : options_(std::move(options)), clock_(clock) {}

std::optional<Backups::Newest> Backups::Get() const {
  const base::MutexLock lock(mutex_);
  return newest_;
}

absl::Duration Backups::UntilDue(absl::Time now) const {
  const std::optional<Newest> newest = Get();
  return newest ? LeftOf(options_.every, newest->begun_at, now) : absl::ZeroDuration();
}

absl::Status Backups::Look(absl::Time now) {
  RemovePartialBackups(options_.folder);
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto backups, ListBackups(options_.folder));
  for (const BackupFile& backup : backups) {
    if (backup.begun_at > now) continue;  // made under a wrong clock
    const absl::Status good = GlanceAtBackup(backup.file);
    if (good.ok()) {
      const base::MutexLock lock(mutex_);
      newest_ = Newest{.begun_at = backup.begun_at, .bytes = backup.bytes};
      break;
    }
    base::Log(base::Severity::kWarning,
              "a copy of the store is not good any more; the one before "
              "it counts",
              {{"error", std::string(good.message())}});
  }
  has_looked_ = true;
  return absl::OkStatus();
}

absl::Status Backups::Copy(absl::Time now, const std::stop_token& stop) {
  const std::filesystem::path target = options_.folder / BackupName(now);
  const auto go_on = [this, &stop, &target, now]() -> absl::Status {
    if (options_.pause) options_.pause();
    if (stop.stop_requested()) return absl::CancelledError("the daemon stops");
    // A clock that stepped back says nothing.
    return clock_.Now() - now > kBackupTimeMax ? TooSlow(target) : absl::OkStatus();
  };
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::uintmax_t bytes,
                              MakeBackup({.database = options_.database,
                                          .target = target,
                                          .room_left_bytes = options_.room_left_bytes,
                                          .pages_max = options_.pages_max,
                                          .go_on = go_on},
                                         interrupter_));
  {
    const base::MutexLock lock(mutex_);
    newest_ = Newest{.begun_at = now, .bytes = bytes};
  }
  base::Log(base::Severity::kInfo, "the store was copied",
            {{"file", target.string()}, {"bytes", std::to_string(bytes)}});
  return absl::OkStatus();
}

void Backups::NoteFailure(absl::Time now, const absl::Status& status) {
  retry_after_ = failed_at_ ? std::min(2 * retry_after_, kBackupRetryLast) : kBackupRetryFirst;
  retry_after_ = std::min(retry_after_, options_.every);
  failed_at_ = now;
  base::Log(base::Severity::kError, "the store was not copied",
            {{"error", std::string(status.message())},
             {"tried_again_after", absl::FormatDuration(retry_after_)}});
}

absl::Duration Backups::Work(const std::stop_token& stop) {
  // Names have whole seconds, and what is said of a copy must be the same after a restart.
  const absl::Time now = absl::FromUnixSeconds(absl::ToUnixSeconds(clock_.Now()));
  if (failed_at_) {
    const absl::Duration left = LeftOf(retry_after_, *failed_at_, now);
    if (left > absl::ZeroDuration()) return std::min(left, kBackupLookAgain);
  }
  absl::Status status = has_looked_ ? absl::OkStatus() : Look(now);
  if (status.ok()) {
    const absl::Duration left = UntilDue(now);
    if (left > absl::ZeroDuration()) return std::min(left, kBackupLookAgain);
    status = Copy(now, stop);
  }
  if (!status.ok() && stop.stop_requested()) return absl::ZeroDuration();
  if (options_.on_finished) options_.on_finished(status.ok());
  if (!status.ok()) {
    NoteFailure(now, status);
    return std::min(retry_after_, kBackupLookAgain);
  }
  failed_at_ = std::nullopt;
  Prune(now);
  return std::min(options_.every, kBackupLookAgain);
}

void Backups::Prune(absl::Time now) const {
  const absl::Status status = PruneBackups(options_.folder, options_.keep, now);
  if (status.ok()) return;
  base::Log(base::Severity::kWarning, "old copies of the store could not be removed",
            {{"error", std::string(status.message())}});
}

}  // namespace trustwatch::store
