#ifndef TRUSTWATCH_DAEMON_RPC_JUDGED_H_
#define TRUSTWATCH_DAEMON_RPC_JUDGED_H_

#include <string>

#include "daemon/ingest/submitter.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::rpc {

// What is still to be known of a draft when its reply comes.
struct JudgedDraft {
  std::string organisation;
  bool dry_run = false;
};

// Counts what the judge said of a draft: its outcome, with the instant for its organisation, and
// its findings by level and reason. A retry was judged when it came first, so it counts nothing.
// Safe from any thread.
void CountJudged(const ingest::Reply& reply, const JudgedDraft& draft,
                 telemetry::Telemetry& telemetry);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_JUDGED_H_
