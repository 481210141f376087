#include "daemon/store/reader_pool.h"

#include <filesystem>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/check.h"
#include "daemon/base/error.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/limits.h"
#include "daemon/store/database.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

absl::Status Busy() {
  return base::Error{
      .code = absl::StatusCode::kResourceExhausted,
      .reason = "READERS_BUSY",
      .message = fmt::format("{} views of the store are being read already; send "
                             "the same again in {}",
                             domain::kReadersMax, absl::FormatDuration(domain::kRetryDelay)),
      .retry_after = domain::kRetryDelay}
      .ToStatus();
}

absl::StatusOr<std::unique_ptr<Database>> OpenForReading(const std::filesystem::path& file) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::unique_ptr<Database> db,
                              Database::Open(file, OpenMode::kQueryOnly));
  TRUSTWATCH_RETURN_IF_ERROR(db->Execute("PRAGMA cache_size = -2048"));  // KiB
  return db;
}

// A deferred transaction takes its view with the first page it reads, so it reads one at once.
absl::Status BeginView(Database& db) {
  TRUSTWATCH_RETURN_IF_ERROR(db.Run("BEGIN DEFERRED"));
  return db.QueryInteger("SELECT count(*) FROM sqlite_schema").status();
}

}  // namespace

ReaderPool::Lease::Lease(ReaderPool& pool, std::unique_ptr<Database> db)
    : pool_(pool), db_(std::move(db)) {}

ReaderPool::Lease::~Lease() {
  if (db_ == nullptr) return;
  if (db_->InTransaction() && !db_->Run("ROLLBACK").ok()) db_ = nullptr;
  pool_.GiveBack(std::move(db_));
}

ReaderPool::ReaderPool(std::filesystem::path file) : file_(std::move(file)) {}

ReaderPool::~ReaderPool() {
  const base::MutexLock lock(mutex_);
  TRUSTWATCH_CHECK(out_ == 0);
}

absl::StatusOr<ReaderPool::Lease> ReaderPool::Take() {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::unique_ptr<Database> db, TakeIdle());
  if (db == nullptr) {
    auto opened = OpenForReading(file_);
    if (!opened.ok()) {
      GiveBack(nullptr);
      return opened.status();
    }
    db = *std::move(opened);
  }
  Lease lease(*this, std::move(db));
  TRUSTWATCH_RETURN_IF_ERROR(BeginView(lease.db()));
  return lease;
}

absl::StatusOr<std::unique_ptr<Database>> ReaderPool::TakeIdle() {
  const base::MutexLock lock(mutex_);
  if (out_ >= domain::kReadersMax) return Busy();
  ++out_;
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Database> db = std::move(idle_.back());
  idle_.pop_back();
  return db;
}

void ReaderPool::GiveBack(std::unique_ptr<Database> db) {
  const base::MutexLock lock(mutex_);
  --out_;
  if (db != nullptr) idle_.push_back(std::move(db));
}

}  // namespace trustwatch::store
