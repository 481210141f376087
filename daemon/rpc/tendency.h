#ifndef TRUSTWATCH_DAEMON_RPC_TENDENCY_H_
#define TRUSTWATCH_DAEMON_RPC_TENDENCY_H_

#include "daemon/history/rules.h"
#include "daemon/history/tendency.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::rpc {

// Where a series is going, on the wire: the drift and the trajectory of a chart, each left unset
// where there is none. Pure; safe from any thread.
void ToProto(const history::Tendency& tendency, const history::Rules& rules,
             v1::GetChartResponse& out);

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_TENDENCY_H_
