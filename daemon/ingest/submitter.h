#ifndef TRUSTWATCH_DAEMON_INGEST_SUBMITTER_H_
#define TRUSTWATCH_DAEMON_INGEST_SUBMITTER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/mutex.h"
#include "daemon/base/published.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/outlook.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/turns.h"
#include "daemon/store/store.h"

namespace trustwatch::ingest {

// What became of a draft.
struct Reply {
  domain::Outcome outcome = domain::Outcome::kRefused;
  std::optional<domain::Receipt> receipt;  // absent when refused
  std::vector<domain::Finding> findings;   // by row, the first kFindingsPerReplyMax of them
  std::int64_t finding_count = 0;          // how many there were; for a retry: how many were kept
  std::vector<domain::Effect> effects;     // one for each row; empty for a retry
  // As Judgement::outlooks; empty for a retry. They borrow from `judged_by`, which is shared
  // because the definitions may be replaced meanwhile.
  std::vector<std::optional<Outlook>> outlooks;
  std::shared_ptr<const domain::Definitions> judged_by;
  bool is_retry = false;
};

// The write side: judges a draft against the definitions in force, the calendar, what is current
// and the history of its series, records it, and gives the receipt. Safe from any thread. Borrows
// all that it is given, which must outlive it. Destruction answers kUnavailable (SHUTTING_DOWN) to
// those who wait for their turn.
//
// A judgement is made on the caller's thread. One that became stale, because another submission of
// the organisation was written meanwhile, is made again on a thread of the submitter's, one at a
// time for an organisation: the store's writer must not be held up by judging.
class Submitter {
 public:
  Submitter(store::Store& store, const history::Figures& figures,
            const base::Published<domain::Definitions>& definitions, const base::Clock& clock);
  ~Submitter();
  Submitter(const Submitter&) = delete;
  Submitter& operator=(const Submitter&) = delete;

  // Calls `done` once: before it returns, or later on the store's writer thread or the submitter's.
  // It must not block. A draft whose rows are bad is no error: the reply says so. A refused
  // submission is not recorded, and its request id can be used again. A dry run
  // (validate_only) gives the reply of the live call, but for the receipt's submission_id and
  // recorded_at. Errors: kInvalidArgument (ORGANISATION_MALFORMED, REQUEST_ID_MALFORMED,
  // NO_OBSERVATIONS, TOO_MANY_OBSERVATIONS), kNotFound (ORGANISATION_UNKNOWN), kAlreadyExists
  // (REQUEST_ID_REUSED), kUnavailable (ORGANISATION_BUSY: others of this organisation were always
  // faster; SHUTTING_DOWN), and those of store::Store.
  using Done = std::function<void(absl::StatusOr<Reply>)>;
  void Submit(domain::Draft draft, const domain::Caller& caller, Done done);

  // Withdraws a submission; waits for the disk. kInvalidArgument (REASON_MISSING, REASON_TOO_LONG),
  // and the errors of Store::Withdraw.
  absl::StatusOr<domain::SubmissionRecord> Withdraw(domain::SubmissionId id,
                                                    std::string_view reason,
                                                    const domain::Caller& caller);

 private:
  // Judges the job and records it or answers. `has_turn`: it holds its organisation's turn.
  void Attempt(const std::shared_ptr<Job>& job, bool has_turn);
  // What is to be recorded; absent if job.reply is the answer already.
  absl::StatusOr<std::optional<store::NewSubmission>> Prepare(Job& job);
  absl::StatusOr<store::NewSubmission> MakeSubmission(Job& job, const domain::Definitions& in_force,
                                                      std::uint64_t version);
  std::shared_ptr<const Rulebook> RulebookInForce() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status RecordCatalogue(const domain::Definitions& definitions) ABSL_LOCKS_EXCLUDED(mutex_);

  store::Store& store_;
  const history::Figures& figures_;
  const base::Published<domain::Definitions>& definitions_;
  const base::Clock& clock_;
  base::Mutex mutex_;
  // Shared with the judgements that began under it.
  std::shared_ptr<const Rulebook> rulebook_ ABSL_GUARDED_BY(mutex_);
  std::string catalogue_recorded_ ABSL_GUARDED_BY(mutex_);  // the digest
  // Shared with the store's writer, which may answer after the submitter is gone.
  std::shared_ptr<Turns> turns_;
  std::jthread worker_;  // the last member, so that it ends first
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_SUBMITTER_H_
