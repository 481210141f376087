#ifndef TRUSTWATCH_DAEMON_STORE_SQLITE_STORE_H_
#define TRUSTWATCH_DAEMON_STORE_SQLITE_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/clock.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/checkpointer.h"
#include "daemon/store/content_check.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/file_lock.h"
#include "daemon/store/health.h"
#include "daemon/store/known_instants.h"
#include "daemon/store/organisation_versions.h"
#include "daemon/store/reader_pool.h"
#include "daemon/store/store.h"
#include "daemon/store/writer.h"

namespace trustwatch::store {

// The longest transaction there is, a hundred thousand rows and 64 MiB of log moved into the file,
// takes a few seconds on a slow disk.
inline constexpr absl::Duration kStallMax = absl::Seconds(15);

// The store in one SQLite file: wires the parts of this room together. Safe from any thread.
class SqliteStore final : public Store {
 public:
  // A transaction that has taken longer than `stall_max` shows in Health.
  static absl::StatusOr<std::unique_ptr<Store>> Open(StoreOptions options, const base::Clock& clock,
                                                     absl::Duration stall_max = kStallMax);

  std::uint64_t OrganisationVersion(const domain::OdsCode& organisation) const override;
  absl::StatusOr<std::vector<SliceId>> InternSlices(
      const std::vector<domain::Slice>& slices) override;
  std::optional<SliceId> FindSlice(const domain::Slice& slice) const override;
  const domain::Slice& SliceOf(SliceId id) const override;
  absl::Status RecordCatalogue(std::string_view version, std::string_view digest) override;
  void Record(NewSubmission submission, RecordDone done) override;
  absl::StatusOr<domain::SubmissionRecord> Withdraw(domain::SubmissionId id,
                                                    std::string_view reason,
                                                    std::string_view caller) override;
  absl::StatusOr<domain::StepChange> RecordStepChange(const domain::NewStepChange& change) override;
  absl::StatusOr<domain::StepChange> WithdrawStepChange(domain::StepChangeId id,
                                                        std::string_view reason,
                                                        std::string_view caller) override;
  absl::StatusOr<std::unique_ptr<Reader>> NewReader() const override;
  Gauges ReadGauges() const override;
  absl::Status Health() const override;

 private:
  SqliteStore(StoreOptions options, FileLock lock, const base::Clock& clock, std::int64_t last,
              absl::Duration stall_max);

  absl::Status Start(std::unique_ptr<Database> write_connection);
  absl::Status CheckFile(Database& db);
  absl::Status CheckRows(const std::vector<NewObservation>& observations) const;

  // In the order in which they are made; threads end before what they use.
  const StoreOptions options_;
  const absl::Duration stall_max_;
  FileLock lock_;
  mutable store::Health health_;
  Dictionary dictionary_;
  OrganisationVersions versions_;
  KnownInstants instants_;
  mutable ReaderPool readers_;
  std::unique_ptr<BackgroundContentCheck> content_check_;
  std::unique_ptr<Checkpointer> checkpointer_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_SQLITE_STORE_H_
