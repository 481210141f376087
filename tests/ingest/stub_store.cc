#include "tests/ingest/stub_store.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/reader.h"

namespace trustwatch::testing {

using domain::OdsCode;
using domain::Period;
using store::CurrentObservation;
using store::RecordedObservation;
using store::SliceId;

class StubStore::StubReader final : public store::Reader {
 public:
  absl::StatusOr<std::vector<CurrentObservation>> Current(const OdsCode&,
                                                          domain::Day last_day) override {
    return current[last_day];
  }
  absl::StatusOr<int> RevisionMax(const OdsCode&, SliceId, const Period&) override {
    return Unimplemented();
  }
  absl::StatusOr<std::vector<CurrentObservation>> Latest(const OdsCode&) override {
    return Unimplemented();
  }
  absl::Status EachCurrent(const OdsCode&,
                           const std::function<void(const CurrentObservation&)>& visit) override {
    for (auto day = current.rbegin(); day != current.rend(); ++day) {
      for (const CurrentObservation& value : day->second) visit(value);
    }
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<OdsCode>> Organisations() override { return Unimplemented(); }
  absl::StatusOr<std::optional<domain::Day>> FirstLastDay(absl::Time) override {
    return Unimplemented();
  }
  absl::Status EachObservation(
      const OdsCode&, std::optional<SliceId>, store::LastDays days, absl::Time,
      const std::function<void(const RecordedObservation&)>& visit) override {
    for (const RecordedObservation& row : recorded) {
      if (days.from <= row.period.last() && row.period.last() <= days.to) visit(row);
    }
    return absl::OkStatus();
  }
  absl::StatusOr<std::optional<domain::SubmissionRecord>> Submission(
      domain::SubmissionId) override {
    return Unimplemented();
  }
  absl::StatusOr<std::optional<domain::SubmissionRecord>> SubmissionByRequest(
      const OdsCode&, std::string_view) override {
    return Unimplemented();
  }
  absl::StatusOr<std::string> ContentDigest(domain::SubmissionId) override {
    return Unimplemented();
  }
  absl::StatusOr<std::vector<domain::SubmissionRecord>> Submissions(const OdsCode&, int,
                                                                    domain::SubmissionId) override {
    return Unimplemented();
  }
  absl::StatusOr<std::vector<RecordedObservation>> ObservationsOf(domain::SubmissionId) override {
    return Unimplemented();
  }
  absl::StatusOr<std::vector<domain::Finding>> FindingsOf(domain::SubmissionId) override {
    return Unimplemented();
  }
  absl::StatusOr<std::vector<domain::StepChange>> StepChanges(std::optional<OdsCode>,
                                                              absl::Time) override {
    return step_changes;
  }

  std::map<domain::Day, std::vector<CurrentObservation>> current;
  std::vector<RecordedObservation> recorded;
  std::vector<domain::StepChange> step_changes;

 private:
  static absl::Status Unimplemented() { return absl::UnimplementedError("stub"); }
};

StubStore::StubStore() : reader_(std::make_unique<StubReader>()) {}
StubStore::~StubStore() = default;

SliceId StubStore::Intern(const domain::Slice& slice) {
  const auto [entry, is_new] =
      ids_.try_emplace(slice, SliceId{static_cast<std::int32_t>(slices_.size()) + 1});
  if (is_new) slices_.push_back(slice);
  return entry->second;
}

void StubStore::Put(const domain::Slice& slice, const Period& period, domain::Value value,
                    domain::Status status, int revision, int revision_max) {
  const SliceId id = Intern(slice);
  reader_->recorded.push_back(
      {.slice = id, .period = period, .value = value, .revision = revision_max});
  std::vector<CurrentObservation>& current = reader_->current[period.last()];
  current.push_back({.slice = id,
                     .period = period,
                     .value = std::move(value),
                     .revision = revision,
                     .revision_max = revision_max,
                     .status = status});
  std::sort(current.begin(), current.end(),
            [](const CurrentObservation& a, const CurrentObservation& b) {
              return std::pair(a.period, a.slice) < std::pair(b.period, b.slice);
            });
}

void StubStore::PutWithdrawn(const domain::Slice& slice, const Period& period, int revision) {
  reader_->recorded.push_back({.slice = Intern(slice),
                               .period = period,
                               .value = domain::Suppressed{},
                               .revision = revision,
                               .withdrawn_at = absl::UnixEpoch()});
}

void StubStore::PutStepChange(const domain::NewStepChange& change) {
  reader_->step_changes.push_back({.id = 1, .what = change});
}

store::Reader& StubStore::reader() { return *reader_; }

absl::StatusOr<std::unique_ptr<store::Reader>> StubStore::NewReader() const {
  return std::make_unique<StubReader>(*reader_);
}

std::optional<SliceId> StubStore::FindSlice(const domain::Slice& slice) const {
  const auto found = ids_.find(slice);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

const domain::Slice& StubStore::SliceOf(SliceId id) const {
  return slices_.at(static_cast<std::size_t>(id) - 1);
}

}  // namespace trustwatch::testing
