#include "tests/bench/generated_store.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"
#include "tests/bench/bench_store.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::bench {
namespace {

absl::Status Unused() { return absl::UnimplementedError("not generated"); }

// Months from January 2016, oldest first.
std::vector<domain::Period> Months(int count) {
  std::vector<domain::Period> months;
  domain::Day day = trustwatch::testing::DayOf("2016-01-01");
  for (int i = 0; i < count; ++i) {
    months.push_back(domain::Period::MonthOf(day));
    day = months.back().last() + std::chrono::days(1);
  }
  return months;
}

class GeneratedReader final : public store::Reader {
 public:
  GeneratedReader(const std::vector<domain::OdsCode>& organisations,
                  const std::vector<store::SliceId>& slices,
                  const std::vector<domain::Period>& months)
      : organisations_(organisations), slices_(slices), months_(months) {}

  absl::Status EachCurrent(
      const domain::OdsCode& organisation,
      const std::function<void(const store::CurrentObservation&)>& visit) override {
    std::size_t noise = std::hash<std::string_view>()(organisation.text());
    for (auto month = months_.rbegin(); month != months_.rend(); ++month) {
      for (const store::SliceId slice : slices_) {
        noise = noise * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        visit({.slice = slice,
               .period = *month,
               .value = domain::Number{.value = 900 + static_cast<double>((noise >> 33U) % 200)}});
      }
    }
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<domain::OdsCode>> Organisations() override { return organisations_; }
  absl::StatusOr<std::optional<domain::Day>> FirstLastDay(absl::Time) override {
    return months_.front().last();
  }
  absl::StatusOr<std::vector<domain::StepChange>> StepChanges(std::optional<domain::OdsCode>,
                                                              absl::Time) override {
    return std::vector<domain::StepChange>();
  }

  absl::StatusOr<std::vector<store::CurrentObservation>> Current(const domain::OdsCode&,
                                                                 domain::Day) override {
    return Unused();
  }
  absl::StatusOr<int> RevisionMax(const domain::OdsCode&, store::SliceId,
                                  const domain::Period&) override {
    return Unused();
  }
  absl::StatusOr<std::vector<store::CurrentObservation>> Latest(const domain::OdsCode&) override {
    return Unused();
  }
  absl::Status EachObservation(
      const domain::OdsCode&, std::optional<store::SliceId>, store::LastDays, absl::Time,
      const std::function<void(const store::RecordedObservation&)>&) override {
    return Unused();
  }
  absl::StatusOr<std::optional<domain::SubmissionRecord>> Submission(
      domain::SubmissionId) override {
    return Unused();
  }
  absl::StatusOr<std::optional<domain::SubmissionRecord>> SubmissionByRequest(
      const domain::OdsCode&, std::string_view) override {
    return Unused();
  }
  absl::StatusOr<std::string> ContentDigest(domain::SubmissionId) override { return Unused(); }
  absl::StatusOr<std::vector<domain::SubmissionRecord>> Submissions(const domain::OdsCode&, int,
                                                                    domain::SubmissionId) override {
    return Unused();
  }
  absl::StatusOr<std::vector<store::RecordedObservation>> ObservationsOf(
      domain::SubmissionId) override {
    return Unused();
  }
  absl::StatusOr<std::vector<domain::Finding>> FindingsOf(domain::SubmissionId) override {
    return Unused();
  }

 private:
  const std::vector<domain::OdsCode>& organisations_;
  const std::vector<store::SliceId>& slices_;
  const std::vector<domain::Period>& months_;
};

}  // namespace

class GeneratedStore::Generated final : public store::Store {
 public:
  Generated(const Size& size, store::Store& names, const std::vector<store::SliceId>& slices)
      : names_(names), slices_(slices), months_(Months(size.months)) {
    for (int i = 0; i < size.organisations; ++i) organisations_.push_back(Organisation(i));
  }

  absl::StatusOr<std::unique_ptr<store::Reader>> NewReader() const override {
    return std::make_unique<GeneratedReader>(organisations_, slices_, months_);
  }
  const domain::Slice& SliceOf(store::SliceId id) const override { return names_.SliceOf(id); }
  std::optional<store::SliceId> FindSlice(const domain::Slice& slice) const override {
    return names_.FindSlice(slice);
  }

  std::uint64_t OrganisationVersion(const domain::OdsCode&) const override { return 0; }
  absl::StatusOr<std::vector<store::SliceId>> InternSlices(
      const std::vector<domain::Slice>&) override {
    return Unused();
  }
  absl::Status RecordCatalogue(std::string_view, std::string_view) override { return Unused(); }
  void Record(store::NewSubmission, RecordDone done) override { done(Unused()); }
  absl::StatusOr<domain::SubmissionRecord> Withdraw(domain::SubmissionId, std::string_view,
                                                    std::string_view) override {
    return Unused();
  }
  absl::StatusOr<domain::StepChange> RecordStepChange(const domain::NewStepChange&) override {
    return Unused();
  }
  absl::StatusOr<domain::StepChange> WithdrawStepChange(domain::StepChangeId, std::string_view,
                                                        std::string_view) override {
    return Unused();
  }
  Gauges ReadGauges() const override { return {}; }
  absl::Status Health() const override { return absl::OkStatus(); }

 private:
  store::Store& names_;
  const std::vector<store::SliceId>& slices_;
  std::vector<domain::OdsCode> organisations_;
  std::vector<domain::Period> months_;
};

GeneratedStore::GeneratedStore(const Size& size)
    : names_(trustwatch::testing::Value(
          store::Store::Open({.file = folder_.path() / "names.db"}, clock_))) {
  std::vector<domain::Slice> slices;
  for (int i = 0; i < size.indicators; ++i) {
    slices.push_back(trustwatch::testing::SliceOf(IndicatorName(i)));
  }
  slices_ = trustwatch::testing::Value(names_->InternSlices(slices));
  generated_ = std::make_unique<Generated>(size, *names_, slices_);
}

GeneratedStore::~GeneratedStore() = default;

store::Store& GeneratedStore::store() { return *generated_; }

}  // namespace trustwatch::bench
