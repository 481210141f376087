#ifndef TRUSTWATCH_DAEMON_INSIGHT_SUBMISSION_READER_H_
#define TRUSTWATCH_DAEMON_INSIGHT_SUBMISSION_READER_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// A recorded submission with all it said.
struct FullSubmission {
  domain::SubmissionRecord record;
  std::vector<domain::Observation> observations;  // by last day, first day, indicator and breakdown
  std::vector<domain::Finding> findings;
};

enum class Difference : std::uint8_t { kAdded = 1, kRemoved, kChanged, kSame };

// One value of two submissions.
struct ValueComparison {
  domain::Slice slice;
  domain::Period period;
  Difference difference = Difference::kSame;
  std::optional<domain::Value> before;
  std::optional<domain::Value> after;
};

// Reads recorded submissions. Safe from any thread. Borrows the store, which must outlive it.
class SubmissionReader {
 public:
  explicit SubmissionReader(const store::Store& store);

  // kNotFound (SUBMISSION_UNKNOWN).
  absl::StatusOr<FullSubmission> Get(domain::SubmissionId id) const;

  // Newest first, those below `before` (0: from the newest), `limit` at most. kInvalidArgument
  // (ORGANISATION_MALFORMED).
  absl::StatusOr<std::vector<domain::SubmissionRecord>> List(std::string_view organisation,
                                                             int limit,
                                                             domain::SubmissionId before) const;

  // Every slice and period of either, by last day, first day, indicator and breakdown. kNotFound
  // (SUBMISSION_UNKNOWN), kInvalidArgument (DIFFERENT_ORGANISATIONS).
  absl::StatusOr<std::vector<ValueComparison>> Compare(domain::SubmissionId before,
                                                       domain::SubmissionId after) const;

 private:
  const store::Store& store_;
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_SUBMISSION_READER_H_
