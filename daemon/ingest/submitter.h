#ifndef TRUSTWATCH_DAEMON_INGEST_SUBMITTER_H_
#define TRUSTWATCH_DAEMON_INGEST_SUBMITTER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/base/clock.h"
#include "daemon/base/published.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/store.h"

namespace trustwatch::ingest {

// What became of a draft.
struct Reply {
  domain::Outcome outcome = domain::Outcome::kRefused;
  std::optional<domain::Receipt> receipt;  // absent when refused
  std::vector<domain::Finding> findings;   // by row, the first kFindingsPerReplyMax of them
  std::int64_t finding_count = 0;          // how many there were
  std::vector<domain::Effect> effects;     // one for each row; empty for a retry
  bool is_retry = false;
};

// The write side: judges a draft against the definitions in force, the calendar and what is
// current, records it, and gives the receipt. Safe from any thread. Borrows all three, which must
// outlive it.
class Submitter {
 public:
  Submitter(store::Store& store, const base::Published<domain::Definitions>& definitions,
            const base::Clock& clock);

  // Calls `done` once: before it returns, or later on the store's writer thread. A draft whose rows
  // are bad is no error: the reply says so. Errors: kInvalidArgument (ORGANISATION_MALFORMED,
  // REQUEST_ID_MALFORMED, NO_OBSERVATIONS, TOO_MANY_OBSERVATIONS), kNotFound
  // (ORGANISATION_UNKNOWN), kAlreadyExists (REQUEST_ID_REUSED), and those of store::Store.
  using Done = std::function<void(absl::StatusOr<Reply>)>;
  void Submit(domain::Draft draft, const domain::Caller& caller, Done done);

  // Withdraws a submission; waits for the disk. kInvalidArgument (REASON_MISSING, REASON_TOO_LONG),
  // and the errors of Store::Withdraw.
  absl::StatusOr<domain::SubmissionRecord> Withdraw(domain::SubmissionId id,
                                                    std::string_view reason,
                                                    const domain::Caller& caller);

 private:
  store::Store& store_;
  const base::Published<domain::Definitions>& definitions_;
  const base::Clock& clock_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_SUBMITTER_H_
