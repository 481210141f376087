#ifndef TRUSTWATCH_DAEMON_STORE_RECORD_JOB_H_
#define TRUSTWATCH_DAEMON_STORE_RECORD_JOB_H_

#include <cstddef>
#include <optional>

#include "absl/status/status.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/store.h"
#include "daemon/store/write_job.h"

namespace trustwatch::store {

// Writes one submission, unless its request was recorded before or its judgement is out of date.
// Not thread-safe.
class RecordJob final : public WriteJob {
 public:
  // `submission.observations` are sorted by key.
  RecordJob(NewSubmission submission, Store::RecordDone done);

  std::size_t ObservationCount() const override { return submission_.observations.size(); }
  absl::Status Write(WriteContext& context) override;
  void Publish(WriteContext& context) override;
  void Finish(const absl::Status& status) override;

 private:
  // True if the request was recorded before with the same content; then result_ is its receipt.
  absl::StatusOr<bool> IsRetry(WriteContext& context);
  absl::Status CheckVersion(const WriteContext& context) const;
  absl::Status WriteRows(WriteContext& context, const KnownCatalogue& catalogue);

  NewSubmission submission_;
  Store::RecordDone done_;
  std::optional<OrganisationId> organisation_;
  std::optional<Store::Recorded> result_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_RECORD_JOB_H_
