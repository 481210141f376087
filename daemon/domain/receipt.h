#ifndef TRUSTWATCH_DAEMON_DOMAIN_RECEIPT_H_
#define TRUSTWATCH_DAEMON_DOMAIN_RECEIPT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"

namespace trustwatch::domain {

// Rising with time, from 1. 0: not recorded (a dry run).
using SubmissionId = std::int64_t;

// One thing that the judge found in one row of a draft.
struct Finding {
  std::int32_t observation_index = 0;  // from 0
  Level level = Level::kWarn;
  std::string reason;   // stable, upper-case: VALUE_ABOVE_MAXIMUM
  std::string field;    // value.number.denominator
  std::string value;    // as it was sent
  std::string message;  // what is wrong
  std::string cure;     // what to do about it
  std::vector<std::int32_t> related_indexes;
  // What the row gave, with levels kWarn and kExplain; empty with kExplain: nothing, so the row is
  // refused.
  std::string explanation;

  friend bool operator==(const Finding&, const Finding&) = default;
};

// What one observation does to the current figures.
enum class Effect : std::uint8_t { kNew = 1, kChanged, kUnchanged, kRefused, kHeldBack };

enum class Outcome : std::uint8_t { kAccepted = 1, kPartlyAccepted, kRefused };

// Proof of a recorded submission.
struct Receipt {
  SubmissionId submission_id = 0;
  std::string request_id;
  OdsCode organisation;
  Status status = Status::kProvisional;
  std::optional<absl::Time> recorded_at;  // absent in a dry run; microseconds are kept
  std::string catalogue_version;
  std::string caller;
  std::int32_t new_count = 0;
  std::int32_t changed_count = 0;
  std::int32_t unchanged_count = 0;
  std::int32_t refused_count = 0;

  std::int32_t ObservationCount() const { return new_count + changed_count + unchanged_count; }
};

struct Withdrawal {
  absl::Time withdrawn_at;
  std::string reason;
  std::string caller;
};

// A recorded submission, without its observations.
struct SubmissionRecord {
  Receipt receipt;
  std::optional<Withdrawal> withdrawal;
};

}  // namespace trustwatch::domain

#endif  // TRUSTWATCH_DAEMON_DOMAIN_RECEIPT_H_
