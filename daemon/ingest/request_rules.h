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

// kInvalidArgument: REASON_MISSING, REASON_TOO_LONG.
absl::Status CheckWithdrawalReason(std::string_view reason);

// kNotFound, ORGANISATION_UNKNOWN.
absl::Status UnknownOrganisation(std::string_view organisation);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_REQUEST_RULES_H_
