#ifndef TRUSTWATCH_DAEMON_BASE_ERROR_H_
#define TRUSTWATCH_DAEMON_BASE_ERROR_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace trustwatch::base {

// An error for machines as well as people (AIP-193): a status with a stable upper-case reason,
// facts about the case, and where it helps the field at fault or how long to wait. The message says
// what is wrong with the offending value in it, where, and what to do next.
struct Error {
  absl::StatusCode code = absl::StatusCode::kInternal;
  std::string reason;                           // ORGANISATION_UNKNOWN
  std::string message;                          // for people
  std::map<std::string, std::string> metadata;  // {"organisation", "XX9"}
  std::string field;                            // path in the request; empty: none
  std::optional<absl::Duration> retry_after;    // wait this long, then send the same again

  absl::Status ToStatus() const;
};

// What ToStatus() put into a status. A status that was not made so has the name of its code as
// reason.
Error ErrorOf(const absl::Status& status);

// The same error with words in front of its message: "record submission: disk full".
absl::Status Annotate(const absl::Status& status, std::string_view context);

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_ERROR_H_
