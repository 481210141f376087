#ifndef TRUSTWATCH_DAEMON_INGEST_DRAFT_DIGEST_H_
#define TRUSTWATCH_DAEMON_INGEST_DRAFT_DIGEST_H_

#include <string>

#include "daemon/domain/draft.h"

namespace trustwatch::ingest {

// 32 bytes over what a sender sent: organisation, status, accept_valid_rows and every row in its
// order. Tells a retry from another submission under the same request id, which is therefore not
// part of it; nor is validate_only. About 0.1 us a row. Pure; safe from any thread.
std::string DraftDigest(const domain::Draft& draft);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_DRAFT_DIGEST_H_
