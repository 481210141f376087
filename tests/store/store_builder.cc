#include "tests/store/store_builder.h"

#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/store/database.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::testing {

StoreFixture::StoreFixture() {
  options.file = folder.path() / "store.sqlite";
  Open();
}

absl::Status StoreFixture::TryOpen() {
  Close();
  auto opened = store::Store::Open(options, clock);
  if (!opened.ok()) return opened.status();
  store = *std::move(opened);
  return absl::OkStatus();
}

void StoreFixture::Open() {
  Close();
  store = Value(store::Store::Open(options, clock));
  EXPECT_THAT(store->RecordCatalogue("2026.1", kCatalogueDigest), IsOk());
}

store::SliceId StoreFixture::Slice(std::string_view indicator) {
  return Value(store->InternSlices({SliceOf(indicator)})).front();
}

store::NewSubmission StoreFixture::Submission(std::string_view organisation,
                                              std::string_view request_id) {
  const domain::OdsCode code = Ods(organisation);
  std::string digest(request_id);
  digest.resize(32, '.');
  return {.receipt = {.request_id = std::string(request_id),
                      .organisation = code,
                      .catalogue_version = "2026.1",
                      .caller = "test"},
          .content_digest = digest,
          .catalogue_digest = std::string(kCatalogueDigest),
          .observations = {},
          .findings = {},
          .judged_at_version = store->OrganisationVersion(code)};
}

absl::StatusOr<store::Store::Recorded> StoreFixture::TryRecord(store::NewSubmission submission) {
  std::promise<absl::StatusOr<store::Store::Recorded>> promise;
  store->Record(std::move(submission), [&promise](absl::StatusOr<store::Store::Recorded> recorded) {
    promise.set_value(std::move(recorded));
  });
  return promise.get_future().get();
}

domain::SubmissionId StoreFixture::Record(store::NewSubmission submission) {
  return Value(TryRecord(std::move(submission))).receipt.submission_id;
}

domain::SubmissionId StoreFixture::RecordValue(std::string_view organisation, store::SliceId slice,
                                               std::string_view month, domain::Value value) {
  const domain::Period period = PeriodOf(month);
  int revision = 0;
  {
    const auto reader = Value(store->NewReader());
    for (const auto& current : Value(reader->Current(Ods(organisation), period.last()))) {
      if (current.slice == slice && current.value == value) revision = current.revision;
    }
    if (revision == 0) {
      revision = 1 + Value(reader->RevisionMax(Ods(organisation), slice, period));
    }
  }
  auto submission = Submission(organisation, fmt::format("value-{}", ++requests_));
  submission.observations.push_back({slice, period, std::move(value), revision});
  return Record(std::move(submission));
}

std::vector<store::CurrentObservation> StoreFixture::Current(std::string_view organisation,
                                                             std::string_view last_day) {
  return Value(Value(store->NewReader())->Current(Ods(organisation), DayOf(last_day)));
}

std::vector<store::CurrentObservation> StoreFixture::Latest(std::string_view organisation) {
  return Value(Value(store->NewReader())->Latest(Ods(organisation)));
}

std::vector<store::RecordedObservation> StoreFixture::Each(std::string_view organisation,
                                                           absl::Time as_of) {
  std::vector<store::RecordedObservation> rows;
  const auto reader = Value(store->NewReader());
  EXPECT_THAT(reader->EachObservation(
                  Ods(organisation), std::nullopt, {}, as_of,
                  [&rows](const store::RecordedObservation& row) { rows.push_back(row); }),
              IsOk());
  return rows;
}

domain::Value Count(double value) {
  return domain::Number{.value = value, .numerator = {}, .denominator = {}};
}

store::NewObservation Row(store::SliceId slice, std::string_view period, domain::Value value,
                          int revision) {
  return {slice, PeriodOf(period), std::move(value), revision};
}

void RunSql(const std::filesystem::path& file, std::string_view sql) {
  const auto db = Value(store::Database::Open(file, store::OpenMode::kReadWrite));
  const absl::Status status = db->Execute(sql);
  EXPECT_THAT(status, IsOk()) << sql;
}

}  // namespace trustwatch::testing
