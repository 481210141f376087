#ifndef TRUSTWATCH_DAEMON_STORE_WRITER_H_
#define TRUSTWATCH_DAEMON_STORE_WRITER_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/store/database.h"
#include "daemon/store/health.h"
#include "daemon/store/known_series.h"
#include "daemon/store/store.h"
#include "daemon/store/write_job.h"
#include "daemon/store/write_queue.h"

namespace trustwatch::store {

// What the writer shares with the rest of the store. Everything outlives it.
struct WriterParts {
  Dictionary& dictionary;
  OrganisationVersions& versions;
  KnownInstants& instants;
  Health& health;
  const std::function<void(const Committed&)>& on_committed;         // may be empty
  const std::function<void(const CommitReport&)>& on_commit_report;  // may be empty
  std::function<void(int log_pages)> on_log_length;                  // after each commit
};

// The one thread that writes. It commits what waits in one transaction, each job in a savepoint of
// its own, and tells a job of its success only after the commit is on disk. Add and Waiting are
// safe from any thread. Destruction writes what waits.
class Writer {
 public:
  Writer(std::unique_ptr<Database> db, WriterParts parts);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // If the queue is full, the job is told so before this returns.
  void Add(std::unique_ptr<WriteJob> job);

  WriteQueue::Waiting Waiting() const { return queue_.Count(); }

  // How long the transaction under way has taken so far; nothing between two of them. A disk that
  // hangs shows here.
  absl::Duration WritingFor() const;

 private:
  using Jobs = std::vector<std::unique_ptr<WriteJob>>;

  void Run();
  void WriteBatch(const Jobs& batch);
  // The status of the transaction; in `outcomes` those of its jobs.
  absl::Status Transact(const Jobs& batch, std::vector<absl::Status>& outcomes);
  absl::Status WriteOne(WriteJob& job);
  void Report(const Jobs& batch, const std::vector<absl::Status>& outcomes,
              const absl::Status& status, absl::Duration took) const;
  // Moves the log into the file when it is too long to wait for the checkpointer.
  void CheckpointIfLong();

  std::unique_ptr<Database> db_;
  WriterParts parts_;
  KnownSeries series_;
  WriteContext context_;
  WriteQueue queue_;
  std::atomic<std::chrono::steady_clock::time_point> writing_since_{};  // zero: not writing
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_WRITER_H_
