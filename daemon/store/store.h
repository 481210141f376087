#ifndef TRUSTWATCH_DAEMON_STORE_STORE_H_
#define TRUSTWATCH_DAEMON_STORE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/reader.h"

namespace trustwatch::store {

// An accepted row, ready to be written.
struct NewObservation {
  SliceId slice;  // from Store::InternSlices
  domain::Period period;
  domain::Value value;
  int revision =
      1;  // 1 + the highest so far if it differs from what is current, else the current one's
};

// An accepted submission, ready to be written.
struct NewSubmission {
  domain::Receipt receipt;     // all but submission_id and recorded_at, which the store gives
  std::string content_digest;  // 32 bytes over what the sender sent; tells a retry from a reused id
  std::string catalogue_digest;
  std::vector<NewObservation> observations;  // one at most for a slice and period
  std::vector<domain::Finding> findings;     // kept with it
  // The organisation's version when it was judged; a submission judged on older facts is not
  // written.
  std::uint64_t judged_at_version = 0;
};

// What was just committed, for those who keep derived state.
struct Committed {
  // kSubmission alone has observations. After a withdrawal, read the organisation again; a step
  // change was recorded or withdrawn, and no figure changed.
  enum class Kind : std::uint8_t { kSubmission, kWithdrawal, kStepChange };
  domain::OdsCode organisation;
  domain::SubmissionId submission_id = 0;  // 0 for a step change
  absl::Time recorded_at;
  domain::Status status = domain::Status::kProvisional;
  Kind kind = Kind::kSubmission;
  const std::vector<NewObservation>* observations = nullptr;  // valid during the call only
};

// One transaction, for those who measure.
struct CommitReport {
  std::size_t submissions = 0;
  std::size_t observations = 0;
  absl::Duration took;  // from BEGIN to the commit on disk
  absl::Status status;
};

struct StoreOptions {
  std::filesystem::path file;
  // The file's size at most, in pages of 4,096 bytes; 0: the disk's. Beyond it: kResourceExhausted.
  std::int64_t pages_max = 0;
  // Called on the writer's thread, in the order of commits, before acknowledgements. Must not
  // block.
  std::function<void(const Committed&)> on_committed;
  std::function<void(const CommitReport&)> on_commit_report;
};

// Every fact that was accepted, in one SQLite file, append-only. Acknowledged means on disk.
//
// One thread owns the write connection and commits what waits in one transaction; readers have
// their own connections and never block it. Safe from any thread. Destruction writes what waits,
// then closes.
//
// Errors: kResourceExhausted (STORE_BUSY: the queue is full; STORE_FULL: the disk or pages_max is;
// TOO_MANY_SLICES), kUnavailable (STORE_LOCKED: another process holds the file; STORE_CLOSING: the
// daemon stops), kDataLoss (STORE_CORRUPT: restore a backup), kInternal (STORE_DISK_ERROR,
// STORE_INTERNAL).
class Store {
 public:
  // Opens or makes the file, migrates it forward, and checks it: kDataLoss if it is damaged;
  // kFailedPrecondition (STORE_NEWER, STORE_FOREIGN, STORE_IN_USE, STORE_UNREACHABLE) if a newer
  // daemon wrote it, it is not ours, another daemon has it open, or we may not write there. Each
  // says what to do. Files above 64 MiB are checked in the background; Health has the outcome.
  // `clock` must outlive the store.
  static absl::StatusOr<std::unique_ptr<Store>> Open(StoreOptions options,
                                                     const base::Clock& clock);
  virtual ~Store() = default;

  // Counts the writes to an organisation since the store was opened. Read it before you begin to
  // read what a judgement rests on; a write in between makes Record answer kAborted.
  virtual std::uint64_t OrganisationVersion(const domain::OdsCode& organisation) const = 0;

  // The keys of slices, made if need be (a small write of its own). In the order of `slices`.
  virtual absl::StatusOr<std::vector<SliceId>> InternSlices(
      const std::vector<domain::Slice>& slices) = 0;
  // As above, but makes none: absent if nobody has reported the slice yet. No disk access.
  virtual std::optional<SliceId> FindSlice(const domain::Slice& slice) const = 0;
  // The slice of a key that this store gave. No disk access. The reference lives as long as the
  // store.
  virtual const domain::Slice& SliceOf(SliceId id) const = 0;

  // Writes the catalogue's version down, once; submissions refer to it by digest.
  virtual absl::Status RecordCatalogue(std::string_view version, std::string_view digest) = 0;

  // Queues a submission. `done` is called once, on the writer's thread after the commit is on disk,
  // with the finished receipt; or with the error, then nothing of it was written. A submission that
  // cannot be queued (STORE_BUSY) is answered on the caller's thread before this returns. `done`
  // must not wait for the store. kAborted (JUDGED_ON_OLD_FACTS): judge it again.
  // kFailedPrecondition (CATALOGUE_NOT_RECORDED): call RecordCatalogue first. If the request_id is
  // recorded already for this organisation: the first receipt when the digest is the same
  // (is_retry), else kAlreadyExists (REQUEST_ID_REUSED); that is asked before the version.
  struct Recorded {
    domain::Receipt receipt;
    bool is_retry = false;
  };
  using RecordDone = std::function<void(absl::StatusOr<Recorded>)>;
  virtual void Record(NewSubmission submission, RecordDone done) = 0;

  // Withdraws a submission. kNotFound (SUBMISSION_UNKNOWN), kFailedPrecondition
  // (ALREADY_WITHDRAWN). Waits for the commit.
  virtual absl::StatusOr<domain::SubmissionRecord> Withdraw(domain::SubmissionId id,
                                                            std::string_view reason,
                                                            std::string_view caller) = 0;

  // Records that a process changed. Waits for the commit. What it says was checked before; here
  // only: kAlreadyExists (STEP_CHANGE_EXISTS, its number in the message and as "step_change_id") if
  // one of the same organisation, indicator and day stands already.
  virtual absl::StatusOr<domain::StepChange> RecordStepChange(
      const domain::NewStepChange& change) = 0;
  // Takes a step change back. Waits for the commit. kNotFound (STEP_CHANGE_UNKNOWN),
  // kFailedPrecondition (ALREADY_WITHDRAWN).
  virtual absl::StatusOr<domain::StepChange> WithdrawStepChange(domain::StepChangeId id,
                                                                std::string_view reason,
                                                                std::string_view caller) = 0;

  // A consistent view of everything committed by now. Leased from a pool; give it back soon,
  // because the write-ahead log cannot shrink past it, and before the store ends.
  // kResourceExhausted (READERS_BUSY) if kReadersMax are out.
  virtual absl::StatusOr<std::unique_ptr<Reader>> NewReader() const = 0;

  // For gauges.
  struct Gauges {
    std::size_t waiting_submissions = 0;
    std::size_t waiting_observations = 0;
    std::int64_t file_bytes = 0;
    std::int64_t log_bytes = 0;
    // Of the file system that holds the file, and free on it to the daemon; absent if it does not
    // say.
    std::optional<std::uintmax_t> filesystem_size_bytes;
    std::optional<std::uintmax_t> filesystem_free_bytes;
  };
  virtual Gauges ReadGauges() const = 0;

  // kDataLoss once damage was met (by the check in the background, too), else kUnavailable
  // (STORE_STALLED) while a transaction has taken over 15 s, else the status of the last commit.
  virtual absl::Status Health() const = 0;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_STORE_H_
