#ifndef TRUSTWATCH_DAEMON_STORE_TRANSACTION_H_
#define TRUSTWATCH_DAEMON_STORE_TRANSACTION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/database.h"

namespace trustwatch::store {

// A write transaction that is undone unless Commit answered OK. Borrows its Database.
// Not thread-safe.
class Transaction {
 public:
  // Takes the write lock at once, so that nothing can fail for want of it later. STORE_LOCKED.
  static absl::StatusOr<Transaction> Begin(Database& db) {
    TRUSTWATCH_RETURN_IF_ERROR(db.Run("BEGIN IMMEDIATE"));
    return Transaction(db);
  }
  ~Transaction() {
    // A rollback that fails leaves nothing to do: SQLite has rolled back by itself.
    if (db_ != nullptr && db_->InTransaction()) db_->Run("ROLLBACK").IgnoreError();
  }
  Transaction(Transaction&& other) noexcept : db_(other.db_) { other.db_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;

  // OK: it is on disk.
  absl::Status Commit() { return db_->Run("COMMIT"); }

 private:
  explicit Transaction(Database& db) : db_(&db) {}
  Database* db_;
};

// A part of a transaction that is undone unless Release answered OK. Borrows its Database.
// Not thread-safe.
class Savepoint {
 public:
  static absl::StatusOr<Savepoint> Begin(Database& db) {
    TRUSTWATCH_RETURN_IF_ERROR(db.Run("SAVEPOINT one_job"));
    return Savepoint(db);
  }
  ~Savepoint() {
    if (db_ == nullptr || !db_->InTransaction()) return;
    db_->Run("ROLLBACK TO one_job").IgnoreError();
    db_->Run("RELEASE one_job").IgnoreError();
  }
  Savepoint(Savepoint&& other) noexcept : db_(other.db_) { other.db_ = nullptr; }
  Savepoint& operator=(Savepoint&&) = delete;

  absl::Status Release() {
    TRUSTWATCH_RETURN_IF_ERROR(db_->Run("RELEASE one_job"));
    db_ = nullptr;
    return absl::OkStatus();
  }

 private:
  explicit Savepoint(Database& db) : db_(&db) {}
  Database* db_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_TRANSACTION_H_
