#ifndef TRUSTWATCH_DAEMON_RPC_JUDGED_H_
#define TRUSTWATCH_DAEMON_RPC_JUDGED_H_

#include "daemon/ingest/submitter.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::rpc {

// Counts what the judge said of a draft: its outcome, and its findings by level and reason. A retry
// was judged when it came first, so it counts nothing. Safe from any thread.
void CountJudged(const ingest::Reply& reply, bool dry_run, telemetry::Telemetry& telemetry);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_JUDGED_H_
