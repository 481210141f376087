#ifndef TRUSTWATCH_TESTS_INGEST_STUB_STORE_H_
#define TRUSTWATCH_TESTS_INGEST_STUB_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::testing {

// A store in memory that says what a test told it, for the judge alone: it writes nothing, and
// answers kUnimplemented to all that the judge has no business to ask. Not thread-safe.
class StubStore final : public store::Store {
 public:
  // Makes a value current.
  void Put(const domain::Slice& slice, const domain::Period& period, domain::Value value,
           domain::Status status = domain::Status::kProvisional, int revision = 1,
           int revision_max = 1);
  // A value that was withdrawn and left nothing current.
  void PutWithdrawn(const domain::Slice& slice, const domain::Period& period, int revision);

  void PutStepChange(const domain::NewStepChange& change);

  store::Reader& reader();

  std::optional<store::SliceId> FindSlice(const domain::Slice& slice) const override;
  const domain::Slice& SliceOf(store::SliceId id) const override;
  std::uint64_t OrganisationVersion(const domain::OdsCode&) const override { return 0; }
  absl::StatusOr<std::vector<store::SliceId>> InternSlices(
      const std::vector<domain::Slice>&) override {
    return absl::UnimplementedError("stub");
  }
  absl::Status RecordCatalogue(std::string_view, std::string_view) override {
    return absl::UnimplementedError("stub");
  }
  void Record(store::NewSubmission, RecordDone done) override {
    done(absl::UnimplementedError("stub"));
  }
  absl::StatusOr<domain::SubmissionRecord> Withdraw(domain::SubmissionId, std::string_view,
                                                    std::string_view) override {
    return absl::UnimplementedError("stub");
  }
  absl::StatusOr<domain::StepChange> RecordStepChange(const domain::NewStepChange&) override {
    return absl::UnimplementedError("stub");
  }
  absl::StatusOr<domain::StepChange> WithdrawStepChange(domain::StepChangeId, std::string_view,
                                                        std::string_view) override {
    return absl::UnimplementedError("stub");
  }
  absl::StatusOr<std::unique_ptr<store::Reader>> NewReader() const override;
  Gauges ReadGauges() const override { return {}; }
  absl::Status Health() const override { return absl::OkStatus(); }

  StubStore();
  ~StubStore() override;

 private:
  class StubReader;
  store::SliceId Intern(const domain::Slice& slice);

  std::vector<domain::Slice> slices_;
  absl::flat_hash_map<domain::Slice, store::SliceId> ids_;
  std::unique_ptr<StubReader> reader_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INGEST_STUB_STORE_H_
