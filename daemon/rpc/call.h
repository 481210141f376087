#ifndef TRUSTWATCH_DAEMON_RPC_CALL_H_
#define TRUSTWATCH_DAEMON_RPC_CALL_H_

#include <chrono>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/limits.h"
#include "daemon/rpc/in_flight.h"
#include "daemon/rpc/open_calls.h"
#include "daemon/rpc/server_limits.h"
#include "daemon/rpc/status_to_grpc.h"
#include "daemon/telemetry/telemetry.h"
#include "grpcpp/server_context.h"

namespace trustwatch::rpc {

// What every call passes. Shared by all services of a server; safe from any thread.
struct Door {
  telemetry::Telemetry& telemetry;
  const ServerLimits limits;
  OpenCalls calls;
  InFlight reads{limits.reads};
  InFlight submit_bytes{limits.submit_bytes};
};

// One call in progress, measured from here to End. Not thread-safe. Borrows all it is given.
class Call {
 public:
  // `service` and `method` as in the proto, for example SeriesService and GetSeries; literals.
  Call(Door& door, std::string_view service, std::string_view method,
       const grpc::ServerContextBase& context);
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Finds out who calls. kUnavailable (DRAINING); kUnauthenticated (CALLER_UNKNOWN);
  // kDeadlineExceeded (DEADLINE_EXCEEDED) if the caller has stopped waiting already.
  absl::Status Admit();

  // Only after Admit.
  const domain::Caller& caller() const { return *caller_; }

  // The caller's deadline, or the limit of a call from its start if that is earlier.
  absl::Time deadline() const { return deadline_; }

  // kDeadlineExceeded once the deadline has passed.
  absl::Status CheckDeadline() const;
  // What CheckDeadline answers then.
  absl::Status DeadlineError() const;

  // Measures the call as ended and says how to end it. Once, last.
  grpc::Status End(const absl::Status& status);

 private:
  Door& door_;
  const std::string_view service_;
  const std::string_view method_;
  const grpc::ServerContextBase& context_;
  const bool is_welcome_;
  const absl::Time started_;
  const std::chrono::steady_clock::time_point measured_from_;  // never steps
  const absl::Time deadline_;
  std::optional<domain::Caller> caller_;
};

// kResourceExhausted: what a caller is told when `what` ("reads") has no room; wait, then try
// again.
absl::Status BusyError(std::string_view reason, std::string_view what);

// Runs one synchronous call: admits it, waits at most kRetryDelay for a share of the reads, calls
// `work` with the Call, and answers with its status.
template <typename Work>
grpc::Status Serve(Door& door, std::string_view service, std::string_view method,
                   const grpc::ServerContext& context, const Work& work) {
  Call call(door, service, method, context);
  if (const absl::Status admitted = call.Admit(); !admitted.ok()) return call.End(admitted);
  const auto share = door.reads.Take(1, domain::kRetryDelay);
  if (const absl::Status in_time = call.CheckDeadline(); !in_time.ok()) return call.End(in_time);
  if (!share.has_value()) return call.End(BusyError("READS_BUSY", "calls"));
  return call.End(work(call));
}

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_CALL_H_
