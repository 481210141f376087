#include "daemon/store/status_of_code.h"

#include <sqlite3.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/limits.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

struct Meaning {
  absl::StatusCode code;
  std::string_view reason;
  std::string_view what;
  std::string_view cure;
  std::optional<absl::Duration> retry_after = std::nullopt;
};

Meaning MeaningOf(int primary_code) {
  using absl::StatusCode;
  switch (primary_code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {StatusCode::kUnavailable, "STORE_LOCKED", "is locked by another process",
              "close the program that holds it, then send the same again", domain::kRetryDelay};
    case SQLITE_FULL:
      return {StatusCode::kResourceExhausted, "STORE_FULL", "has no room left",
              "free space on its disk or raise its size limit, then send the same again",
              domain::kFullDelay};
    case SQLITE_CORRUPT:
      return {StatusCode::kDataLoss, "STORE_CORRUPT", "is damaged",
              "stop the daemon and restore the newest backup"};
    case SQLITE_NOTADB:
      return {StatusCode::kFailedPrecondition, "STORE_FOREIGN", "is not a SQLite database",
              "name another file, or restore a backup if this one was the store"};
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {StatusCode::kFailedPrecondition, "STORE_UNREACHABLE",
              "cannot be opened for reading and writing",
              "make its folder, and let the daemon's user write the folder and the file"};
    case SQLITE_INTERRUPT:
      return {StatusCode::kCancelled, "STORE_INTERRUPTED", "was closed meanwhile",
              "send the same again once the daemon runs"};
    case SQLITE_IOERR:
      return {StatusCode::kInternal, "STORE_DISK_ERROR", "cannot be read or written",
              "look at the disk in the system's log, then restart the daemon"};
    default:
      return {StatusCode::kInternal, "STORE_INTERNAL", "was used wrongly by the daemon",
              "report this line to its makers"};
  }
}

Meaning MeaningForCopy(int primary_code) {
  using absl::StatusCode;
  switch (primary_code) {
    case SQLITE_FULL:
      return {StatusCode::kResourceExhausted, "BACKUP_FULL", "found no room",
              "free space on the disk of the copies, or keep fewer (--backup-keep)"};
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {StatusCode::kFailedPrecondition, "BACKUP_UNREACHABLE", "cannot be written",
              "make the folder of --backup-directory, and let the daemon's user write there"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {StatusCode::kDataLoss, "BACKUP_DAMAGED", "is damaged",
              "check the store (trustwatchd --check) and the disk of the copies"};
    case SQLITE_INTERRUPT:
      return {StatusCode::kCancelled, "BACKUP_INTERRUPTED", "was given up",
              "nothing is to be done"};
    default:
      return {StatusCode::kInternal, "BACKUP_FAILED", "could not be made",
              "look at the disks of the store and of the copies in the system's log"};
  }
}

constexpr int kPrimaryMask = 0xff;  // the rest tells variants of one code apart

bool IsNoError(int code) { return code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE; }

}  // namespace

absl::Status StatusOfCode(int code, const std::filesystem::path& file, std::string_view detail) {
  if (IsNoError(code)) return absl::OkStatus();
  const Meaning meaning = MeaningOf(code & kPrimaryMask);
  return base::Error{.code = meaning.code,
                     .reason = std::string(meaning.reason),
                     .message = fmt::format("the store {} {} ({}, code {}); {}", file.string(),
                                            meaning.what, detail, code, meaning.cure),
                     .metadata = {{"file", file.string()}},
                     .field = {},
                     .retry_after = meaning.retry_after}
      .ToStatus();
}

absl::Status StatusOfCopyCode(int code, const std::filesystem::path& copy,
                              std::string_view detail) {
  if (IsNoError(code)) return absl::OkStatus();
  const Meaning meaning = MeaningForCopy(code & kPrimaryMask);
  return base::Error{
      .code = meaning.code,
      .reason = std::string(meaning.reason),
      .message = fmt::format("the copy {} of the store {} ({}, code {}); {}", copy.string(),
                             meaning.what, detail, code, meaning.cure),
      .metadata = {{"file", copy.string()}},
      .field = {}}
      .ToStatus();
}

}  // namespace trustwatch::store
