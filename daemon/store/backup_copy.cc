#include "daemon/store/backup_copy.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/backup_files.h"
#include "daemon/store/database.h"
#include "daemon/store/migrations.h"
#include "daemon/store/startup_check.h"
#include "daemon/store/status_of_code.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

constexpr int kStepsPerSync = 16;  // 64 MiB

// A file that is new, empty and ours alone, and removed at the end of its life unless it was
// renamed. SQLite writes it through connections of its own.
class PartialFile {
 public:
  static absl::StatusOr<std::unique_ptr<PartialFile>> Make(const std::filesystem::path& target) {
    std::filesystem::path file = target;
    file += kPartialSuffix;
    std::error_code none;
    std::filesystem::remove(file, none);
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (descriptor < 0) return BackupUnreachable(file, errno);
    return std::unique_ptr<PartialFile>(new PartialFile(std::move(file), descriptor));
  }
  ~PartialFile() {
    close(descriptor_);
    if (is_renamed_) return;
    for (const char* beside : {"", "-journal", "-wal", "-shm"}) {
      std::error_code gone;
      std::filesystem::remove(file_.string() + beside, gone);
    }
  }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  const std::filesystem::path& path() const { return file_; }

  absl::Status Sync() const {
    return fsync(descriptor_) == 0 ? absl::OkStatus() : BackupUnreachable(file_, errno);
  }

  // Gives it its final name, so that the name outlives a power cut.
  absl::Status RenameTo(const std::filesystem::path& target) {
    TRUSTWATCH_RETURN_IF_ERROR(Sync());
    std::error_code error;
    std::filesystem::rename(file_, target, error);
    if (error) return BackupUnreachable(target, error.value());
    is_renamed_ = true;
    absl::Status synced = SyncFolder(target.parent_path());
    if (!synced.ok()) std::filesystem::remove(target, error);
    return synced;
  }

 private:
  static absl::Status SyncFolder(const std::filesystem::path& folder) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return BackupUnreachable(folder, errno);
    const int error = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    return error == 0 ? absl::OkStatus() : BackupUnreachable(folder, error);
  }

  PartialFile(std::filesystem::path file, int descriptor)
      : file_(std::move(file)), descriptor_(descriptor) {}

  const std::filesystem::path file_;
  const int descriptor_;
  bool is_renamed_ = false;
};

struct EndCopy {
  void operator()(sqlite3_backup* copy) const { sqlite3_backup_finish(copy); }
};

// What is in the write-ahead log comes to the file's size at most.
std::uintmax_t BytesOfCopy(const std::filesystem::path& database) {
  std::uintmax_t bytes = 0;
  for (const char* part : {"", "-wal"}) {
    std::error_code absent;
    const std::uintmax_t size = std::filesystem::file_size(database.string() + part, absent);
    if (!absent) bytes += size;
  }
  return bytes;
}

absl::Status CheckRoom(const BackupCopy& copy) {
  std::error_code error;
  const std::uintmax_t needed = BytesOfCopy(copy.database);
  const std::filesystem::path folder = copy.target.parent_path();
  const std::filesystem::space_info space = std::filesystem::space(folder, error);
  if (error) return BackupUnreachable(folder, error.value());
  if (space.available >= needed + static_cast<std::uintmax_t>(copy.room_left_bytes)) {
    return absl::OkStatus();
  }
  return base::Error{
      .code = absl::StatusCode::kResourceExhausted,
      .reason = "BACKUP_FULL",
      .message = fmt::format("the disk of {} has {} bytes free, and a copy of the store needs {} "
                             "and leaves {}; free space there, or keep fewer (--backup-keep)",
                             folder.string(), space.available, needed, copy.room_left_bytes),
      .metadata = {{"file", folder.string()}}}
      .ToStatus();
}

absl::Status CheckAbsent(const std::filesystem::path& target) {
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(target, error))) {
    return absl::OkStatus();
  }
  return base::Error{.code = absl::StatusCode::kAlreadyExists,
                     .reason = "BACKUP_EXISTS",
                     .message = fmt::format("there is a copy {} of the store already, and it is "
                                            "kept; give each daemon a folder of its own for copies",
                                            target.string()),
                     .metadata = {{"file", target.string()}}}
      .ToStatus();
}

// Copies one view. With no journal a copy that fails is lost, and it would be removed anyway.
absl::Status CopyPages(const BackupCopy& copy, const PartialFile& partial, Database& to) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<Database> from,
                              Database::Open(copy.database, OpenMode::kQueryOnly));
  // Without a view of its own SQLite would begin anew after every commit, and never end.
  TRUSTWATCH_RETURN_IF_ERROR(from->Execute("BEGIN; SELECT count(*) FROM sqlite_schema"));
  const std::unique_ptr<sqlite3_backup, EndCopy> backup(
      sqlite3_backup_init(to.handle(), "main", from->handle(), "main"));
  const auto status = [&partial](int code) {
    return StatusOfCopyCode(code, partial.path(), sqlite3_errstr(code));
  };
  if (backup == nullptr) return status(sqlite3_extended_errcode(to.handle()));
  for (int steps = 1;; ++steps) {
    if (copy.go_on) TRUSTWATCH_RETURN_IF_ERROR(copy.go_on());
    const int code = sqlite3_backup_step(backup.get(), kBackupPagesPerStep);
    if (code == SQLITE_DONE) return absl::OkStatus();
    if (code != SQLITE_OK) return status(code);
    if (steps % kStepsPerSync == 0) TRUSTWATCH_RETURN_IF_ERROR(partial.Sync());
  }
}

absl::Status Copy(const BackupCopy& copy, const PartialFile& partial) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<Database> to,
                              Database::Open(partial.path(), OpenMode::kReadWrite));
  TRUSTWATCH_RETURN_IF_ERROR(to->Execute(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096"));
  if (copy.pages_max > 0) {
    TRUSTWATCH_RETURN_IF_ERROR(
        to->Execute(fmt::format("PRAGMA max_page_count = {}", copy.pages_max)));
  }
  TRUSTWATCH_RETURN_IF_ERROR(CopyPages(copy, partial, *to));
  // The store says in its header that it has a write-ahead log; a copy must be readable without.
  return to->Execute("PRAGMA journal_mode = DELETE");
}

absl::Status Damaged(const std::filesystem::path& file, const absl::Status& why) {
  if (absl::IsCancelled(why)) return why;
  return base::Error{.code = absl::StatusCode::kDataLoss,
                     .reason = "BACKUP_DAMAGED",
                     .message = fmt::format(
                         "the copy {} is no sound store: {}; check the store itself (trustwatchd "
                         "--check) and the disk of the copies",
                         file.string(), std::string(why.message())),
                     .metadata = {{"file", file.string()}}}
      .ToStatus();
}

// An empty database passes for a store that is to be, but is no copy of one.
absl::Status CheckVersion(Database& db) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckIdentity(db, AllMigrations()));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t version, db.QueryInteger("PRAGMA user_version"));
  if (version > 0) return absl::OkStatus();
  return absl::DataLossError("it is empty");
}

absl::Status Check(const std::filesystem::path& file, CheckInterrupter& interrupter) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<Database> db,
                              Database::Open(file, OpenMode::kQueryOnly));
  interrupter.Watch(db.get());
  absl::Status status = CheckVersion(*db);
  if (status.ok()) status = CheckContent(*db);
  interrupter.Watch(nullptr);
  return status.ok() ? status : Damaged(file, status);
}

}  // namespace

void CheckInterrupter::Watch(Database* db) {
  const base::MutexLock lock(mutex_);
  db_ = db;
}

void CheckInterrupter::Interrupt() {
  const base::MutexLock lock(mutex_);
  if (db_ != nullptr) db_->Interrupt();
}

absl::StatusOr<std::uintmax_t> MakeBackup(const BackupCopy& copy, CheckInterrupter& interrupter) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckAbsent(copy.target));
  TRUSTWATCH_RETURN_IF_ERROR(CheckRoom(copy));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<PartialFile> partial,
                              PartialFile::Make(copy.target));
  TRUSTWATCH_RETURN_IF_ERROR(Copy(copy, *partial));
  if (copy.go_on) TRUSTWATCH_RETURN_IF_ERROR(copy.go_on());
  TRUSTWATCH_RETURN_IF_ERROR(Check(partial->path(), interrupter));
  TRUSTWATCH_RETURN_IF_ERROR(partial->RenameTo(copy.target));
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(copy.target, error);
  if (error) return BackupUnreachable(copy.target, error.value());
  return bytes;
}

absl::Status GlanceAtBackup(const std::filesystem::path& file) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<Database> db,
                              Database::Open(file, OpenMode::kQueryOnly));
  if (absl::Status status = CheckVersion(*db); !status.ok()) return Damaged(file, status);
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t pages, db->QueryInteger("PRAGMA page_count"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t page, db->QueryInteger("PRAGMA page_size"));
  std::error_code error;
  if (std::filesystem::file_size(file, error) == static_cast<std::uintmax_t>(pages * page)) {
    return absl::OkStatus();
  }
  return Damaged(file, absl::DataLossError(fmt::format("it should have {} bytes", pages * page)));
}

}  // namespace trustwatch::store
