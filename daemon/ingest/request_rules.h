#ifndef TRUSTWATCH_DAEMON_INGEST_REQUEST_RULES_H_
#define TRUSTWATCH_DAEMON_INGEST_REQUEST_RULES_H_

#include <string_view>

#include "absl/status/status.h"
#include "daemon/domain/draft.h"

// What is wrong with a request as such, so that it cannot be judged at all. Pure; safe from any
// thread.
namespace trustwatch::ingest {

// kInvalidArgument: REQUEST_ID_MALFORMED, NO_OBSERVATIONS, TOO_MANY_OBSERVATIONS. A dry run may do
// without a request id.
absl::Status CheckRequest(const domain::Draft& draft);

// One text that a request needs, and how to speak of it.
struct NeededWords {
  std::string_view reason_stem;  // CAUSE, of CAUSE_MISSING and CAUSE_TOO_LONG
  std::string_view field;        // cause
  std::string_view of;           // the step change
  std::string_view cure;         // what to write, if there is nothing: "say in a sentence why"
};

// kInvalidArgument: <stem>_MISSING if there is nothing but blanks, <stem>_TOO_LONG beyond
// kReasonBytesMax. A text ends at its first NUL here, as it does for whoever reads the store.
absl::Status CheckWords(std::string_view text, const NeededWords& needed);

// kInvalidArgument: REASON_MISSING, REASON_TOO_LONG.
absl::Status CheckWithdrawalReason(std::string_view reason);

// kNotFound, ORGANISATION_UNKNOWN.
absl::Status UnknownOrganisation(std::string_view organisation);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_REQUEST_RULES_H_
