#include "daemon/store/sqlite_reader.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/health.h"
#include "daemon/store/key_rows.h"
#include "daemon/store/observation_queries.h"
#include "daemon/store/reader.h"
#include "daemon/store/reader_pool.h"
#include "daemon/store/step_change_rows.h"
#include "daemon/store/submission_rows.h"

namespace trustwatch::store {
namespace {

const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

absl::StatusOr<std::optional<domain::SubmissionRecord>> ReadByRequest(Database& db,
                                                                      const domain::OdsCode& code,
                                                                      std::string_view request_id) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto organisation, FindOrganisation(db, code));
  if (!organisation.has_value()) return std::nullopt;
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto id, FindRequest(db, *organisation, request_id));
  if (!id.has_value()) return std::nullopt;
  return ReadSubmission(db, *id);
}

}  // namespace

SqliteReader::SqliteReader(ReaderPool::Lease lease, const Dictionary& dictionary, Health& health)
    : lease_(std::move(lease)), health_(health), facts_(lease_.db()), periods_(dictionary) {}

template <typename Result>
Result SqliteReader::Noted(Result result) {
  health_.Note(StatusOf(result)).IgnoreError();
  return result;
}

absl::StatusOr<std::vector<CurrentObservation>> SqliteReader::Current(
    const domain::OdsCode& organisation, domain::Day last_day) {
  return Noted(ReadCurrent({lease_.db(), facts_, periods_}, organisation, last_day));
}

absl::StatusOr<int> SqliteReader::RevisionMax(const domain::OdsCode& organisation, SliceId slice,
                                              const domain::Period& period) {
  return Noted(
      ReadRevisionMax({lease_.db(), facts_, periods_}, organisation, slice, period.last()));
}

absl::Status SqliteReader::EachCurrent(
    const domain::OdsCode& organisation,
    const std::function<void(const CurrentObservation&)>& visit) {
  return Noted(VisitCurrent({lease_.db(), facts_, periods_}, organisation, visit));
}

absl::StatusOr<std::vector<CurrentObservation>> SqliteReader::Latest(
    const domain::OdsCode& organisation) {
  return Noted(ReadLatest({lease_.db(), facts_, periods_}, organisation));
}

absl::StatusOr<std::vector<domain::OdsCode>> SqliteReader::Organisations() {
  return Noted(ReadOrganisations(lease_.db()));
}

absl::StatusOr<std::optional<domain::Day>> SqliteReader::FirstLastDay(absl::Time as_of) {
  return Noted(ReadFirstLastDay(lease_.db(), as_of));
}

absl::Status SqliteReader::EachObservation(
    const domain::OdsCode& organisation, std::optional<SliceId> slice, LastDays days,
    absl::Time as_of, const std::function<void(const RecordedObservation&)>& visit) {
  const View view = {lease_.db(), facts_, periods_};
  if (!slice.has_value()) return Noted(ReadEach(view, organisation, days, as_of, visit));
  return Noted(ReadEachOfSlice(view, organisation, *slice, days, as_of, visit));
}

absl::StatusOr<std::optional<domain::SubmissionRecord>> SqliteReader::Submission(
    domain::SubmissionId id) {
  return Noted(ReadSubmission(lease_.db(), id));
}

absl::StatusOr<std::optional<domain::SubmissionRecord>> SqliteReader::SubmissionByRequest(
    const domain::OdsCode& organisation, std::string_view request_id) {
  return Noted(ReadByRequest(lease_.db(), organisation, request_id));
}

absl::StatusOr<std::string> SqliteReader::ContentDigest(domain::SubmissionId id) {
  return Noted(ReadContentDigest(lease_.db(), id));
}

absl::StatusOr<std::vector<domain::SubmissionRecord>> SqliteReader::Submissions(
    const domain::OdsCode& organisation, int limit, domain::SubmissionId before) {
  return Noted(ReadSubmissions(lease_.db(), organisation, limit, before));
}

absl::StatusOr<std::vector<RecordedObservation>> SqliteReader::ObservationsOf(
    domain::SubmissionId id) {
  return Noted(ReadObservationsOf({lease_.db(), facts_, periods_}, id));
}

absl::StatusOr<std::vector<domain::Finding>> SqliteReader::FindingsOf(domain::SubmissionId id) {
  return Noted(ReadFindings(lease_.db(), id));
}

absl::StatusOr<std::vector<domain::StepChange>> SqliteReader::StepChanges(
    std::optional<domain::OdsCode> organisation, absl::Time as_of) {
  return Noted(ReadStepChanges(lease_.db(), organisation, as_of));
}

}  // namespace trustwatch::store
