#include "daemon/insight/submission_reader.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/store/reader.h"
#include "fmt/format.h"

namespace trustwatch::insight {
namespace {

using domain::Observation;

// The order in which people read a submission: by period, then by name.
bool ComesBefore(const Observation& a, const Observation& b) {
  return std::tie(a.period, a.slice) < std::tie(b.period, b.slice);
}

absl::StatusOr<domain::SubmissionRecord> RecordOf(store::Reader& reader, domain::SubmissionId id,
                                                  std::string_view field) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::optional<domain::SubmissionRecord> record,
                              reader.Submission(id));
  if (record) return *std::move(record);
  return base::Error{.code = absl::StatusCode::kNotFound,
                     .reason = "SUBMISSION_UNKNOWN",
                     .message = fmt::format("there is no submission {}; look ids up with "
                                            "SubmissionService.ListSubmissions",
                                            id),
                     .metadata = {{"submission_id", fmt::format("{}", id)}},
                     .field = std::string(field)}
      .ToStatus();
}

absl::StatusOr<std::vector<Observation>> RowsOf(const store::Store& store, store::Reader& reader,
                                                domain::SubmissionId id) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<store::RecordedObservation> rows,
                              reader.ObservationsOf(id));
  std::vector<Observation> observations;
  observations.reserve(rows.size());
  for (store::RecordedObservation& row : rows) {
    observations.push_back({store.SliceOf(row.slice), row.period, std::move(row.value)});
  }
  std::sort(observations.begin(), observations.end(), ComesBefore);
  return observations;
}

ValueComparison OnlyIn(Observation& row, Difference difference) {
  ValueComparison one{std::move(row.slice), row.period, difference, std::nullopt, std::nullopt};
  (difference == Difference::kAdded ? one.after : one.before) = std::move(row.value);
  return one;
}

ValueComparison InBoth(Observation& before, Observation& after) {
  const bool is_same = before.value == after.value;
  return {std::move(before.slice), before.period,
          is_same ? Difference::kSame : Difference::kChanged, std::move(before.value),
          std::move(after.value)};
}

// Walks two sorted lists at once.
std::vector<ValueComparison> Merge(std::vector<Observation> before,
                                   std::vector<Observation> after) {
  std::vector<ValueComparison> all;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    if (b == after.end() || (a != before.end() && ComesBefore(*a, *b))) {
      all.push_back(OnlyIn(*a++, Difference::kRemoved));
    } else if (a == before.end() || ComesBefore(*b, *a)) {
      all.push_back(OnlyIn(*b++, Difference::kAdded));
    } else {
      all.push_back(InBoth(*a++, *b++));
    }
  }
  return all;
}

}  // namespace

SubmissionReader::SubmissionReader(const store::Store& store) : store_(store) {}

absl::StatusOr<FullSubmission> SubmissionReader::Get(domain::SubmissionId id) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(domain::SubmissionRecord record,
                              RecordOf(*reader, id, "submission_id"));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<Observation> rows, RowsOf(store_, *reader, id));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<domain::Finding> findings, reader->FindingsOf(id));
  return FullSubmission{std::move(record), std::move(rows), std::move(findings)};
}

absl::StatusOr<std::vector<domain::SubmissionRecord>> SubmissionReader::List(
    std::string_view organisation, int limit, domain::SubmissionId before) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::OdsCode code, domain::OdsCode::Parse(organisation));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
  if (before == 0) return reader->Submissions(code, limit);
  return reader->Submissions(code, limit, before);
}

absl::StatusOr<std::vector<ValueComparison>> SubmissionReader::Compare(
    domain::SubmissionId before, domain::SubmissionId after) const {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Reader> reader, store_.NewReader());
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::SubmissionRecord first,
                              RecordOf(*reader, before, "before_submission_id"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const domain::SubmissionRecord second,
                              RecordOf(*reader, after, "after_submission_id"));
  const domain::OdsCode& a = first.receipt.organisation;
  const domain::OdsCode& b = second.receipt.organisation;
  if (a != b) {
    return base::Error{
        .code = absl::StatusCode::kInvalidArgument,
        .reason = "DIFFERENT_ORGANISATIONS",
        .message = fmt::format("submission {} is of {} and submission {} of {}; compare two of one "
                               "organisation",
                               before, a.text(), after, b.text()),
        .metadata = {{"before", a.ToString()}, {"after", b.ToString()}},
        .field = "after_submission_id"}
        .ToStatus();
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<Observation> old_rows, RowsOf(store_, *reader, before));
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<Observation> new_rows, RowsOf(store_, *reader, after));
  return Merge(std::move(old_rows), std::move(new_rows));
}

}  // namespace trustwatch::insight
