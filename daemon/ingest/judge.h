#ifndef TRUSTWATCH_DAEMON_INGEST_JUDGE_H_
#define TRUSTWATCH_DAEMON_INGEST_JUDGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/register.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/outlook.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::ingest {

// What the judge says of a draft.
struct Judgement {
  domain::Outcome outcome = domain::Outcome::kRefused;
  std::vector<domain::Effect> effects;    // one for each row
  std::vector<domain::Finding> findings;  // by row; see Findings::Take
  std::int64_t finding_count = 0;         // how many there were
  std::int32_t new_count = 0;             // of the rows that are recorded, as are the next two
  std::int32_t changed_count = 0;
  std::int32_t unchanged_count = 0;
  std::int32_t refused_count = 0;
  // What shall be written; empty if the outcome is kRefused. The key of a slice that the store does
  // not know yet is still to be filled in.
  std::vector<store::NewObservation> observations;
  // How the first kOutlooksPerReplyMax rows will look, absent for those that are refused for what
  // they say; empty if nobody asked.
  std::vector<std::optional<Outlook>> outlooks;
  struct NewSlice {
    std::size_t observation;  // which of them
    domain::Slice slice;
  };
  std::vector<NewSlice> new_slices;
};

// Everything that a judgement rests on.
struct Evidence {
  const Rulebook& rulebook;
  const domain::Organisation& organisation;  // the draft's, of the rulebook's definitions
  domain::Day today;                         // in London
  const store::Store& store;                 // for the keys of slices alone
  store::Reader& reader;
  const history::Figures& figures;
};

// Judges every row of a draft, by itself, against the others and against what is current. Writes
// nothing, and is the same for a dry run and for the live call. Errors are the reader's. Safe from
// any thread. About 0.8 us a row and 5 us a period; 2 us more for each series with outlooks.
absl::StatusOr<Judgement> Judge(const domain::Draft& draft, const Evidence& evidence);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_JUDGE_H_
