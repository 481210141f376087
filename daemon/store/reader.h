#ifndef TRUSTWATCH_DAEMON_STORE_READER_H_
#define TRUSTWATCH_DAEMON_STORE_READER_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/domain/value.h"

namespace trustwatch::store {

// The store's key of a slice. Small integers from 1.
enum class SliceId : std::int32_t {};

// What is current for one slice and period of an organisation: what the newest standing row says. A
// row stands unless its submission is withdrawn; withdrawing the newest brings the value before it
// back, with its old number. A repetition of what is current has its number, and moves the status
// but not known_at.
struct CurrentObservation {
  SliceId slice;
  domain::Period period;
  domain::Value value;
  int revision = 1;
  int revision_max = 1;  // the highest ever given, withdrawn ones included
  // The status that the newest standing submission gave it; the value may have come earlier.
  domain::Status status = domain::Status::kProvisional;
  absl::Time known_at;                     // of the oldest standing row with this number
  domain::SubmissionId submission_id = 0;  // of that row
};

// One recorded row.
struct RecordedObservation {
  SliceId slice;
  domain::Period period;
  domain::Value value;
  int revision = 1;
  domain::Status status = domain::Status::kProvisional;
  absl::Time known_at;
  domain::SubmissionId submission_id = 0;
  std::optional<absl::Time> withdrawn_at;
};

// Periods by their last day, both ends included.
struct LastDays {
  domain::Day from = domain::Day::min();
  domain::Day to = domain::Day::max();
};

// One consistent view of the store. Not thread-safe: one thread at a time. Facts that became known
// after it was made are not in it. Errors are those of Store.
class Reader {
 public:
  virtual ~Reader() = default;

  // What is current for every slice of the periods that end on `last_day`, by period and slice;
  // nothing for those whose every submission is withdrawn, except that revision_max of such is
  // given by RevisionMax. One index range: about 10 us and 0.3 us a row.
  virtual absl::StatusOr<std::vector<CurrentObservation>> Current(
      const domain::OdsCode& organisation, domain::Day last_day) = 0;

  // The highest revision number ever given for a slice and period; 0 if none.
  virtual absl::StatusOr<int> RevisionMax(const domain::OdsCode& organisation, SliceId slice,
                                          const domain::Period& period) = 0;

  // The newest period of every slice of an organisation that has a standing value, with that value;
  // by slice. Walks back from the newest period until each slice was met: about 0.2 us a row, and
  // as far as the slice that ended first.
  virtual absl::StatusOr<std::vector<CurrentObservation>> Latest(
      const domain::OdsCode& organisation) = 0;

  // What is current for every slice and period of an organisation, newest last day first. About 0.3
  // us a recorded row. `visit` must not use this reader.
  virtual absl::Status EachCurrent(const domain::OdsCode& organisation,
                                   const std::function<void(const CurrentObservation&)>& visit) = 0;

  // Every organisation that ever submitted, by code; one with nothing but step changes is not
  // there.
  virtual absl::StatusOr<std::vector<domain::OdsCode>> Organisations() = 0;

  // The first of all days on which a period ends for which any organisation had a standing value at
  // `as_of`; absent if none had. About 0.3 us a submission.
  virtual absl::StatusOr<std::optional<domain::Day>> FirstLastDay(absl::Time as_of) = 0;

  // Every recorded row of an organisation that was known at `as_of`, withdrawn ones included, in
  // order of last day, slice and submission. With `slice`: of that slice only. About 0.3 us a row
  // of all slices, about 4 us a period of one. withdrawn_at is set only if it was withdrawn by
  // `as_of`. `visit` must not use this reader.
  virtual absl::Status EachObservation(
      const domain::OdsCode& organisation, std::optional<SliceId> slice, LastDays days,
      absl::Time as_of, const std::function<void(const RecordedObservation&)>& visit) = 0;

  // absent if there is none.
  virtual absl::StatusOr<std::optional<domain::SubmissionRecord>> Submission(
      domain::SubmissionId id) = 0;
  virtual absl::StatusOr<std::optional<domain::SubmissionRecord>> SubmissionByRequest(
      const domain::OdsCode& organisation, std::string_view request_id) = 0;
  // The content digest that the submission was recorded with.
  virtual absl::StatusOr<std::string> ContentDigest(domain::SubmissionId id) = 0;

  // Newest first, those below `before`, `limit` at most.
  virtual absl::StatusOr<std::vector<domain::SubmissionRecord>> Submissions(
      const domain::OdsCode& organisation, int limit,
      domain::SubmissionId before = std::numeric_limits<domain::SubmissionId>::max()) = 0;

  // The rows of one submission in order of last day and slice.
  virtual absl::StatusOr<std::vector<RecordedObservation>> ObservationsOf(
      domain::SubmissionId id) = 0;
  virtual absl::StatusOr<std::vector<domain::Finding>> FindingsOf(domain::SubmissionId id) = 0;

  // Every step change that was recorded by `as_of`, withdrawn ones included, by organisation,
  // indicator (those of every indicator first), first day and number; absent `organisation`: of
  // all. The withdrawal is set only if it was made by `as_of`. About 5 us, and 10 us a step
  // change.
  virtual absl::StatusOr<std::vector<domain::StepChange>> StepChanges(
      std::optional<domain::OdsCode> organisation, absl::Time as_of) = 0;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_READER_H_
