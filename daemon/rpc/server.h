#ifndef TRUSTWATCH_DAEMON_RPC_SERVER_H_
#define TRUSTWATCH_DAEMON_RPC_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/insight/owed.h"
#include "daemon/insight/series_reader.h"
#include "daemon/insight/step_changes.h"
#include "daemon/insight/submission_reader.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/rpc/reload.h"
#include "daemon/rpc/server_limits.h"
#include "daemon/telemetry/telemetry.h"

namespace trustwatch::rpc {

// What the services ask. All but `reload` are borrowed and must outlive the server; the telemetry
// must also outlive the submitter and the store, which may answer when the server is gone.
struct Collaborators {
  ingest::Submitter& submitter;
  const insight::SubmissionReader& submissions;
  const insight::SeriesReader& series;
  const insight::OwedReader& owed;
  const insight::VerdictReader& verdicts;
  const insight::ComparisonReader& comparisons;
  const insight::StepChangeBook& step_changes;
  const ingest::StepChangeRecorder& step_change_recorder;
  const base::Published<domain::Definitions>& definitions;
  telemetry::Telemetry& telemetry;
  CatalogueReload reload;
};

struct ServerOptions {
  std::string host = "127.0.0.1";  // numeric; an IPv6 address without brackets
  int port = 0;                    // 0: the system chooses
  bool reflection = true;          // whether clients may ask for the contract
  ServerLimits limits;
};

// The gRPC server: the four services of trustwatch.v1, grpc.health.v1 (each service by its full
// name, and "" for all), and reflection. Safe from any thread. Destruction cancels what is left.
//
// Limits: a request above kRequestBytesMax is answered by gRPC itself with RESOURCE_EXHAUSTED and
// the two sizes; kStreamsPerConnectionMax calls at once on a connection; pings every 10 s at most;
// reads and submissions in hand as ServerLimits says, with RESOURCE_EXHAUSTED and a RetryInfo;
// a call ends with DEADLINE_EXCEEDED at its limit, and a stream whose reader stalls is cancelled
// then.
class Server {
 public:
  // Serves at once. kUnavailable (ADDRESS_UNUSABLE) if the address cannot be listened on, for
  // example because another program does.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       Collaborators collaborators);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The real port.
  int port() const;

  // Says NOT_SERVING to those who ask for health, answers new calls with kUnavailable (DRAINING),
  // and waits at most `limit` for those in hand; then cancels them and closes the port. Once.
  void Drain(absl::Duration limit);

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace trustwatch::rpc

#endif  // TRUSTWATCH_DAEMON_RPC_SERVER_H_
