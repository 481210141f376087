#include "daemon/store/writer.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/log.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/checkpointer.h"
#include "daemon/store/database.h"
#include "daemon/store/store.h"
#include "daemon/store/transaction.h"
#include "daemon/store/write_job.h"

namespace trustwatch::store {
namespace {

// What a transaction says of the file and its disk: not what was wrong with single jobs.
absl::Status TroubleIn(const std::vector<absl::Status>& outcomes, const absl::Status& status) {
  if (!status.ok()) return status;
  for (const absl::Status& outcome : outcomes) {
    if (absl::IsResourceExhausted(outcome) || absl::IsInternal(outcome)) return outcome;
  }
  return absl::OkStatus();
}

}  // namespace

Writer::Writer(std::unique_ptr<Database> db, WriterParts parts)
    : db_(std::move(db)),
      parts_(std::move(parts)),
      context_{.db = *db_,
               .dictionary = parts_.dictionary,
               .versions = parts_.versions,
               .instants = parts_.instants,
               .series = series_,
               .on_committed = parts_.on_committed},
      thread_([this] { Run(); }) {}

Writer::~Writer() { queue_.Close(); }

void Writer::Add(std::unique_ptr<WriteJob> job) {
  const absl::Status status = queue_.Push(job);
  if (!status.ok()) job->Finish(status);
}

void Writer::Run() {
  while (true) {
    const Jobs batch = queue_.PopBatch();
    if (batch.empty()) return;
    writing_since_ = std::chrono::steady_clock::now();
    WriteBatch(batch);
    CheckpointIfLong();
    writing_since_ = std::chrono::steady_clock::time_point();
  }
}

absl::Duration Writer::WritingFor() const {
  const std::chrono::steady_clock::time_point since = writing_since_;
  if (since == std::chrono::steady_clock::time_point()) return absl::ZeroDuration();
  return absl::FromChrono(std::chrono::steady_clock::now() - since);
}

void Writer::WriteBatch(const Jobs& batch) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<absl::Status> outcomes(batch.size());
  const absl::Status status = Transact(batch, outcomes);
  const absl::Duration took = absl::FromChrono(std::chrono::steady_clock::now() - begin);
  parts_.health.NoteCommit(TroubleIn(outcomes, status));
  if (!status.ok()) {
    parts_.versions.Forget();
    series_.Forget();
    outcomes.assign(batch.size(), status);
  }
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (outcomes[i].ok()) batch[i]->Publish(context_);
  }
  // After those who keep derived state: who reads the new version finds it up to date.
  if (status.ok()) parts_.versions.Publish();
  Report(batch, outcomes, status, took);
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i]->Finish(outcomes[i]);
}

absl::Status Writer::Transact(const Jobs& batch, std::vector<absl::Status>& outcomes) {
  TRUSTWATCH_RETURN_IF_ERROR(parts_.health.Damage());
  TRUSTWATCH_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Begin(*db_));
  for (std::size_t i = 0; i < batch.size(); ++i) {
    outcomes[i] = parts_.health.Note(WriteOne(*batch[i]));
    // Some errors make SQLite undo the whole transaction, those of a damaged file among them.
    if (!db_->InTransaction() || absl::IsDataLoss(outcomes[i])) return outcomes[i];
  }
  return transaction.Commit();
}

absl::Status Writer::WriteOne(WriteJob& job) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Savepoint savepoint, Savepoint::Begin(*db_));
  TRUSTWATCH_RETURN_IF_ERROR(job.Write(context_));
  return savepoint.Release();
}

void Writer::Report(const Jobs& batch, const std::vector<absl::Status>& outcomes,
                    const absl::Status& status, absl::Duration took) const {
  if (!parts_.on_commit_report) return;
  CommitReport report{.took = took, .status = status};
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (!outcomes[i].ok()) continue;
    ++report.submissions;
    report.observations += batch[i]->ObservationCount();
  }
  parts_.on_commit_report(report);
}

void Writer::CheckpointIfLong() {
  parts_.on_log_length(db_->log_pages());
  if (db_->log_pages() < kLogPagesHard) return;
  const absl::Status status = parts_.health.Note(db_->CheckpointPassively().status());
  if (!status.ok()) {
    base::Log(base::Severity::kWarning, "the write-ahead log could not be moved into the file",
              {{"error", std::string(status.message())}});
  }
}

}  // namespace trustwatch::store
