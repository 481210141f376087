#ifndef TRUSTWATCH_TESTS_RPC_RUNNING_SERVER_H_
#define TRUSTWATCH_TESTS_RPC_RUNNING_SERVER_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/comparison_reader.h"
#include "daemon/insight/owed.h"
#include "daemon/insight/series_reader.h"
#include "daemon/insight/step_changes.h"
#include "daemon/insight/submission_reader.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/rpc/reload.h"
#include "daemon/rpc/server.h"
#include "daemon/store/store.h"
#include "daemon/telemetry/telemetry.h"
#include "google/rpc/error_details.pb.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"
#include "trustwatch/v1/catalogue_service.grpc.pb.h"
#include "trustwatch/v1/insight_service.grpc.pb.h"
#include "trustwatch/v1/series_service.grpc.pb.h"
#include "trustwatch/v1/submission_service.grpc.pb.h"

namespace trustwatch::testing {

// Holds up whoever passes while it is closed. Safe from any thread.
class Gate {
 public:
  void Close() { Set(false); }
  void Open() { Set(true); }
  // Waits until it is open, a minute at most.
  void Pass();
  // Waits until somebody waits in Pass, a minute at most; false if nobody came.
  bool WaitForSomebody();

 private:
  void Set(bool is_open);
  base::Mutex mutex_;
  base::CondVar changed_;
  bool is_open_ ABSL_GUARDED_BY(mutex_) = true;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
};

// The real server on the real rooms: a store in a temporary folder, the definitions of
// DefinitionsBuilder, a clock that stands still. Serves on a loopback port that the system chose.
struct RunningServer {
  explicit RunningServer(rpc::ServerOptions options = {},
                         std::shared_ptr<const domain::Definitions> first = nullptr);

  rpc::Collaborators Rooms();

  TemporaryFolder folder;
  FakeClock clock;
  telemetry::Telemetry telemetry{"test", clock};
  Gate commits;  // closed: submissions are on disk and not yet acknowledged
  base::Published<domain::Definitions> definitions;
  history::Figures figures;
  insight::Verdicts judged{figures, definitions};
  std::unique_ptr<store::Store> store;
  ingest::Submitter submitter;
  ingest::StepChangeRecorder recorder;
  insight::SubmissionReader submissions;
  insight::SeriesReader series;
  insight::OwedReader owed;
  insight::VerdictReader verdicts;
  insight::ComparisonReader comparisons;
  insight::StepChangeBook step_changes;
  absl::StatusOr<rpc::Reloaded> next_reload = rpc::Reloaded{.version = "test-2", .changed = true};
  std::string host;
  std::unique_ptr<rpc::Server> server;
  std::shared_ptr<grpc::Channel> channel;  // over loopback: only such a caller can be named
  std::unique_ptr<v1::SubmissionService::Stub> submission_stub;
  std::unique_ptr<v1::CatalogueService::Stub> catalogue_stub;
  std::unique_ptr<v1::SeriesService::Stub> series_stub;
  std::unique_ptr<v1::InsightService::Stub> insight_stub;

  // Its host and real port.
  std::string Address() const;
};

// With a deadline of a minute.
std::unique_ptr<grpc::ClientContext> Context();

// One unary or streaming call of which we know no types: one message there, one back.
struct RawReply {
  grpc::Status status;
  std::string message;
};
RawReply RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                 const std::string& message);

// What grpc.health.v1 says of a service, as the number on the wire: 1 serving, 2 not serving; -1
// for an error.
int HealthOf(const std::shared_ptr<grpc::Channel>& channel, std::string_view service);

// The details of an error; empty messages where it has none.
struct Details {
  google::rpc::ErrorInfo info;
  google::rpc::RetryInfo retry;
  google::rpc::BadRequest bad;
};
Details DetailsOf(const grpc::Status& status);

// A submission of `organisation` without rows.
v1::SubmitRequest RequestOf(std::string_view organisation, std::string_view request_id);
// Adds the row "indicator in that month is value", with denominator 100 for percentages.
void AddRow(v1::SubmitRequest& request, std::string_view indicator, int month, double value);

// A submission of XA1 with one good row.
v1::SubmitRequest OneRow(std::string_view request_id);

// Submits and expects an acknowledgement; the answer.
v1::SubmitResponse Submit(RunningServer& server, const v1::SubmitRequest& request);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_RPC_RUNNING_SERVER_H_
