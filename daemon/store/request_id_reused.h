#ifndef TRUSTWATCH_DAEMON_STORE_REQUEST_ID_REUSED_H_
#define TRUSTWATCH_DAEMON_STORE_REQUEST_ID_REUSED_H_

#include <string_view>

#include "absl/status/status.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/receipt.h"

namespace trustwatch::store {

// kAlreadyExists (REQUEST_ID_REUSED): the organisation's request_id stands for the content of
// submission `first`, and other content came with it.
absl::Status RequestIdReused(const domain::OdsCode& organisation, std::string_view request_id,
                             domain::SubmissionId first);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_REQUEST_ID_REUSED_H_
