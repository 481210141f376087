#ifndef TRUSTWATCH_TESTS_STORE_HISTORY_MODEL_H_
#define TRUSTWATCH_TESTS_STORE_HISTORY_MODEL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::testing {

// A store that remembers everything in a list and answers each question by looking at all of it, in
// the plainest way. Not thread-safe.
class HistoryModel {
 public:
  struct Submission {
    domain::SubmissionId id = 0;
    domain::OdsCode organisation;
    domain::Status status = domain::Status::kProvisional;
    absl::Time recorded_at;
    std::optional<absl::Time> withdrawn_at;
    std::vector<store::NewObservation> rows;
  };

  void Add(Submission submission) { submissions_.push_back(std::move(submission)); }
  Submission& Get(domain::SubmissionId id) {
    return submissions_[static_cast<std::size_t>(id - 1)];
  }
  const std::vector<Submission>& submissions() const { return submissions_; }

  // The number that a judge gives to a value: that of what is current if it says the same, else one
  // more than the highest ever.
  int NumberFor(const domain::OdsCode& organisation, store::SliceId slice,
                const domain::Period& period, const domain::Value& value) const;

  // As the calls of Reader.
  std::vector<store::CurrentObservation> Current(const domain::OdsCode& organisation,
                                                 domain::Day last_day) const;
  std::vector<store::CurrentObservation> Latest(const domain::OdsCode& organisation) const;
  std::vector<store::RecordedObservation> Each(const domain::OdsCode& organisation,
                                               std::optional<store::SliceId> slice,
                                               store::LastDays days, absl::Time as_of) const;

 private:
  // What is current for one slice and period; absent if nothing stands.
  std::optional<store::CurrentObservation> Find(const domain::OdsCode& organisation,
                                                store::SliceId slice,
                                                const domain::Period& period) const;

  std::vector<Submission> submissions_;  // in order of id, from 1
};

// One line of text for each, so that a difference can be read.
std::vector<std::string> Lines(const std::vector<store::CurrentObservation>& observations);
std::vector<std::string> Lines(const std::vector<store::RecordedObservation>& observations);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_STORE_HISTORY_MODEL_H_
