#ifndef TRUSTWATCH_DAEMON_STORE_SQLITE_READER_H_
#define TRUSTWATCH_DAEMON_STORE_SQLITE_READER_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/health.h"
#include "daemon/store/observation_rows.h"
#include "daemon/store/reader.h"
#include "daemon/store/reader_pool.h"
#include "daemon/store/submission_facts.h"

namespace trustwatch::store {

// Reads from one leased connection. Not thread-safe. Borrows the dictionary and `health`, where it
// notes damage that it meets.
class SqliteReader final : public Reader {
 public:
  SqliteReader(ReaderPool::Lease lease, const Dictionary& dictionary, Health& health);

  absl::StatusOr<std::vector<CurrentObservation>> Current(const domain::OdsCode& organisation,
                                                          domain::Day last_day) override;
  absl::StatusOr<int> RevisionMax(const domain::OdsCode& organisation, SliceId slice,
                                  const domain::Period& period) override;
  absl::Status EachCurrent(const domain::OdsCode& organisation,
                           const std::function<void(const CurrentObservation&)>& visit) override;
  absl::StatusOr<std::vector<CurrentObservation>> Latest(
      const domain::OdsCode& organisation) override;
  absl::StatusOr<std::vector<domain::OdsCode>> Organisations() override;
  absl::StatusOr<std::optional<domain::Day>> FirstLastDay(absl::Time as_of) override;
  absl::Status EachObservation(
      const domain::OdsCode& organisation, std::optional<SliceId> slice, LastDays days,
      absl::Time as_of, const std::function<void(const RecordedObservation&)>& visit) override;
  absl::StatusOr<std::optional<domain::SubmissionRecord>> Submission(
      domain::SubmissionId id) override;
  absl::StatusOr<std::optional<domain::SubmissionRecord>> SubmissionByRequest(
      const domain::OdsCode& organisation, std::string_view request_id) override;
  absl::StatusOr<std::string> ContentDigest(domain::SubmissionId id) override;
  absl::StatusOr<std::vector<domain::SubmissionRecord>> Submissions(
      const domain::OdsCode& organisation, int limit, domain::SubmissionId before) override;
  absl::StatusOr<std::vector<RecordedObservation>> ObservationsOf(domain::SubmissionId id) override;
  absl::StatusOr<std::vector<domain::Finding>> FindingsOf(domain::SubmissionId id) override;
  absl::StatusOr<std::vector<domain::StepChange>> StepChanges(
      std::optional<domain::OdsCode> organisation, absl::Time as_of) override;

 private:
  // Passes a result on, and notes it if it tells of damage.
  template <typename Result>
  Result Noted(Result result);

  ReaderPool::Lease lease_;
  Health& health_;
  SubmissionFacts facts_;
  PeriodOfRow periods_;
};

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_SQLITE_READER_H_
