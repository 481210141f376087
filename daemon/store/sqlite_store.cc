#include "daemon/store/sqlite_store.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/check.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/migrations.h"
#include "daemon/store/observation_insert.h"
#include "daemon/store/record_job.h"
#include "daemon/store/sqlite_reader.h"
#include "daemon/store/startup_check.h"
#include "daemon/store/step_change_jobs.h"
#include "daemon/store/waited_jobs.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

// Larger files are checked in the background, because opening must not take longer than 2 s.
constexpr std::int64_t kCheckedAtOpenBytesMax = 64LL * 1024 * 1024;

constexpr std::string_view kReadLastInstant = R"sql(
SELECT max(
  coalesce((SELECT recorded_at FROM submissions ORDER BY submission_id DESC LIMIT 1), 0),
  coalesce((SELECT max(withdrawn_at) FROM withdrawals), 0),
  coalesce((SELECT recorded_at FROM step_changes ORDER BY step_change_id DESC LIMIT 1), 0),
  coalesce((SELECT max(withdrawn_at) FROM step_change_withdrawals), 0)
)
)sql";

std::int64_t BytesOf(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(file, error);
  return error ? 0 : static_cast<std::int64_t>(bytes);
}

std::filesystem::path LogOf(std::filesystem::path file) { return file += "-wal"; }

absl::Status Stalled(const std::filesystem::path& file, absl::Duration writing_for) {
  return base::Error{
      .code = absl::StatusCode::kUnavailable,
      .reason = "STORE_STALLED",
      .message = fmt::format("the store {} has been writing one transaction for {}; look at its "
                             "disk in the system's log",
                             file.string(),
                             absl::FormatDuration(absl::Trunc(writing_for, absl::Seconds(1)))),
      .metadata = {{"file", file.string()}}}
      .ToStatus();
}

// The write connection, on a file that is ours and up to date.
absl::StatusOr<std::unique_ptr<Database>> OpenForWriting(const StoreOptions& options) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::unique_ptr<Database> db,
                              Database::Open(options.file, OpenMode::kCreate));
  TRUSTWATCH_RETURN_IF_ERROR(CheckIdentity(*db, AllMigrations()));
  TRUSTWATCH_RETURN_IF_ERROR(db->Execute(R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;
)sql"));
  TRUSTWATCH_RETURN_IF_ERROR(db->TakeOverCheckpoints());
  TRUSTWATCH_RETURN_IF_ERROR(Migrate(*db, AllMigrations()));
  if (options.pages_max > 0) {
    TRUSTWATCH_RETURN_IF_ERROR(
        db->Execute(fmt::format("PRAGMA max_page_count = {}", options.pages_max)));
  }
  return db;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> Store::Open(StoreOptions options, const base::Clock& clock) {
  return SqliteStore::Open(std::move(options), clock);
}

SqliteStore::SqliteStore(StoreOptions options, FileLock lock, const base::Clock& clock,
                         std::int64_t last, absl::Duration stall_max)
    : options_(std::move(options)),
      stall_max_(stall_max),
      lock_(std::move(lock)),
      instants_(clock, last),
      readers_(options_.file) {}

absl::StatusOr<std::unique_ptr<Store>> SqliteStore::Open(StoreOptions options,
                                                         const base::Clock& clock,
                                                         absl::Duration stall_max) {
  TRUSTWATCH_ASSIGN_OR_RETURN(FileLock lock, FileLock::Take(options.file));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::unique_ptr<Database> db, OpenForWriting(options));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t last, db->QueryInteger(kReadLastInstant));
  std::unique_ptr<SqliteStore> store(
      new SqliteStore(std::move(options), std::move(lock), clock, last, stall_max));
  TRUSTWATCH_RETURN_IF_ERROR(store->Start(std::move(db)));
  return store;
}

absl::Status SqliteStore::Start(std::unique_ptr<Database> write_connection) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckFile(*write_connection));
  TRUSTWATCH_RETURN_IF_ERROR(dictionary_.Load(*write_connection));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::unique_ptr<Database> checkpoints,
                              Database::Open(options_.file, OpenMode::kReadWrite));
  checkpointer_ = std::make_unique<Checkpointer>(std::move(checkpoints), health_);
  writer_ = std::make_unique<Writer>(
      std::move(write_connection),
      WriterParts{.dictionary = dictionary_,
                  .versions = versions_,
                  .instants = instants_,
                  .health = health_,
                  .on_committed = options_.on_committed,
                  .on_commit_report = options_.on_commit_report,
                  .on_log_length = [this](int pages) { checkpointer_->LogIs(pages); }});
  return absl::OkStatus();
}

absl::Status SqliteStore::CheckFile(Database& db) {
  if (BytesOf(options_.file) + BytesOf(LogOf(options_.file)) <= kCheckedAtOpenBytesMax) {
    return CheckContent(db);
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(std::unique_ptr<Database> reading,
                              Database::Open(options_.file, OpenMode::kQueryOnly));
  content_check_ = std::make_unique<BackgroundContentCheck>(std::move(reading), health_);
  return absl::OkStatus();
}

std::uint64_t SqliteStore::OrganisationVersion(const domain::OdsCode& organisation) const {
  return versions_.Published(organisation);
}

absl::StatusOr<std::vector<SliceId>> SqliteStore::InternSlices(
    const std::vector<domain::Slice>& slices) {
  std::vector<SliceId> ids;
  ids.reserve(slices.size());
  for (const domain::Slice& slice : slices) {
    const std::optional<SliceId> id = dictionary_.FindSlice(slice);
    if (!id.has_value()) return WriteSlices(*writer_, slices);
    ids.push_back(*id);
  }
  return ids;
}

std::optional<SliceId> SqliteStore::FindSlice(const domain::Slice& slice) const {
  return dictionary_.FindSlice(slice);
}

const domain::Slice& SqliteStore::SliceOf(SliceId id) const {
  const domain::Slice* const slice = dictionary_.SliceOf(id);
  TRUSTWATCH_CHECK(slice != nullptr);
  return *slice;
}

absl::Status SqliteStore::RecordCatalogue(std::string_view version, std::string_view digest) {
  if (dictionary_.FindCatalogue(digest).has_value()) return absl::OkStatus();
  return WriteCatalogue(*writer_, version, digest);
}

absl::Status SqliteStore::CheckRows(const std::vector<NewObservation>& observations) const {
  for (const NewObservation& row : observations) {
    const domain::Slice* const slice = dictionary_.SliceOf(row.slice);
    if (slice != nullptr) {
      const auto period = domain::Period::Ending(row.period.last(), slice->span);
      if (period.ok() && *period == row.period) continue;
    }
    return base::Error{.code = absl::StatusCode::kInternal,
                       .reason = "STORE_INTERNAL",
                       .message = fmt::format("period {} is not one of slice {}, whose key the "
                                              "store gave; report this line to the daemon's makers",
                                              row.period.ToString(), static_cast<int>(row.slice))}
        .ToStatus();
  }
  return absl::OkStatus();
}

void SqliteStore::Record(NewSubmission submission, RecordDone done) {
  const absl::Status status = CheckRows(submission.observations);
  if (!status.ok()) {
    done(status);
    return;
  }
  SortByKey(submission.observations);
  writer_->Add(std::make_unique<RecordJob>(std::move(submission), std::move(done)));
}

absl::StatusOr<domain::SubmissionRecord> SqliteStore::Withdraw(domain::SubmissionId id,
                                                               std::string_view reason,
                                                               std::string_view caller) {
  return WriteWithdrawal(*writer_, id, reason, caller);
}

absl::StatusOr<domain::StepChange> SqliteStore::RecordStepChange(
    const domain::NewStepChange& change) {
  return WriteStepChange(*writer_, change);
}

absl::StatusOr<domain::StepChange> SqliteStore::WithdrawStepChange(domain::StepChangeId id,
                                                                   std::string_view reason,
                                                                   std::string_view caller) {
  return WriteStepChangeWithdrawal(*writer_, id, reason, caller);
}

absl::StatusOr<std::unique_ptr<Reader>> SqliteStore::NewReader() const {
  TRUSTWATCH_ASSIGN_OR_RETURN(ReaderPool::Lease lease, readers_.Take());
  return std::make_unique<SqliteReader>(std::move(lease), dictionary_, health_);
}

Store::Gauges SqliteStore::ReadGauges() const {
  const WriteQueue::Waiting waiting = writer_->Waiting();
  Gauges gauges{.waiting_submissions = waiting.jobs,
                .waiting_observations = waiting.observations,
                .file_bytes = BytesOf(options_.file),
                .log_bytes = BytesOf(LogOf(options_.file))};
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(options_.file, error);
  if (!error) {
    gauges.filesystem_size_bytes = space.capacity;
    gauges.filesystem_free_bytes = space.available;  // less than what is free to root alone
  }
  return gauges;
}

absl::Status SqliteStore::Health() const {
  TRUSTWATCH_RETURN_IF_ERROR(health_.Damage());
  const absl::Duration writing_for = writer_->WritingFor();
  return writing_for > stall_max_ ? Stalled(options_.file, writing_for) : health_.Get();
}

}  // namespace trustwatch::store
