#include "daemon/store/database.h"

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/statement.h"
#include "daemon/store/status_of_code.h"

namespace trustwatch::store {
namespace {

int FlagsOf(OpenMode mode) {
  // We keep each connection to one thread at a time, so SQLite need not lock it.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  return mode == OpenMode::kCreate ? flags | SQLITE_OPEN_CREATE : flags;
}

}  // namespace

Database::Database(std::filesystem::path file, sqlite3* handle)
    : file_(std::move(file)), handle_(handle) {}

Database::~Database() {
  kept_.clear();
  sqlite3_close(handle_);
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::filesystem::path& file,
                                                         OpenMode mode) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, FlagsOf(mode), nullptr);
  // SQLite gives a handle with the error, which must be closed as well.
  std::unique_ptr<Database> db(new Database(file, handle));
  if (code != SQLITE_OK) return StatusOfCode(code, file, sqlite3_errstr(code));
  sqlite3_busy_timeout(handle, static_cast<int>(absl::ToInt64Milliseconds(kLockWait)));
  TRUSTWATCH_RETURN_IF_ERROR(db->Execute("PRAGMA foreign_keys = ON"));
  if (mode == OpenMode::kQueryOnly) {
    TRUSTWATCH_RETURN_IF_ERROR(db->Execute("PRAGMA query_only = ON"));
  }
  return db;
}

absl::Status Database::Execute(std::string_view sql) {
  const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  return StatusOfCode(code, file_, sqlite3_errmsg(handle_));
}

absl::StatusOr<Statement> Database::Prepare(std::string_view sql) {
  for (Kept& kept : kept_) {
    if (kept.sql == sql.data()) return Statement(*this, *kept.statement);
  }
  sqlite3_stmt* parsed = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &parsed, nullptr);
  if (code != SQLITE_OK) return StatusOfCode(code, file_, sqlite3_errmsg(handle_));
  kept_.push_back({sql.data(), std::make_unique<PreparedStatement>(parsed)});
  return Statement(*this, *kept_.back().statement);
}

absl::Status Database::Run(std::string_view sql) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement statement, Prepare(sql));
  return statement.Run();
}

absl::StatusOr<std::int64_t> Database::QueryInteger(std::string_view sql) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, Prepare(sql));
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  return found ? query.Integer(0) : 0;
}

bool Database::InTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t Database::LastInsertId() const { return sqlite3_last_insert_rowid(handle_); }

std::int64_t Database::Changes() const { return sqlite3_changes64(handle_); }

absl::Status Database::TakeOverCheckpoints() {
  // The pragma sets a hook of SQLite's own, so ours comes after it.
  TRUSTWATCH_RETURN_IF_ERROR(Execute("PRAGMA wal_autocheckpoint = 0"));
  sqlite3_wal_hook(
      handle_,
      [](void* pages_seen, sqlite3*, const char*, int pages) {
        *static_cast<int*>(pages_seen) = pages;
        return SQLITE_OK;
      },
      &log_pages_);
  return absl::OkStatus();
}

absl::StatusOr<Database::Checkpoint> Database::CheckpointPassively() {
  // A connection that has read nothing yet does not know that the file has a log, and would move
  // nothing.
  TRUSTWATCH_RETURN_IF_ERROR(QueryInteger("PRAGMA schema_version").status());
  Checkpoint left;
  const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             &left.log_pages, &left.moved_pages);
  // Another connection checkpoints already: what we wanted.
  if (code == SQLITE_BUSY) return left;
  TRUSTWATCH_RETURN_IF_ERROR(StatusOfCode(code, file_, sqlite3_errmsg(handle_)));
  return left;
}

void Database::Interrupt() { sqlite3_interrupt(handle_); }

}  // namespace trustwatch::store
