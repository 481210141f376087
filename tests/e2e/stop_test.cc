// How the daemon ends.

#include <csignal>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/client.h"
#include "tests/support/daemon_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "trustwatch/v1/series_service.grpc.pb.h"

namespace trustwatch::testing {
namespace {

// About 700 kB of series.
void ReportMany(Client& door) {
  v1::SubmitRequest request;
  request.set_organisation("ZA1");
  request.set_request_id("many");
  for (int i = 0; i < 4'000; ++i) {
    AddFigure(request, "crisis_calls_offered", 2026, 1, 10);
    request.mutable_observations(i)->set_breakdown(fmt::format("team:{:050}", i));
  }
  const auto [status, response] = door.Submit(request);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.outcome(), v1::OUTCOME_ACCEPTED);
}

// gRPC's library waits 10 s for its last user when a process ends; the daemon does not let it come
// to that.
constexpr absl::Duration kLessThanTheLibraryWaits = absl::Seconds(8);

TEST(Stop, NobodyWaitsForALibrary) {
  const TemporaryFolder folder;
  const auto daemon = Value(DaemonProcess::Start({.binary = TRUSTWATCH_DAEMON,
                                                  .database = folder.path() / "trustwatch.db",
                                                  .catalogue = TRUSTWATCH_SAMPLE_CATALOGUE,
                                                  .log = folder.path() / "log"}));
  Client door(daemon->grpc_address());
  ReportMany(door);
  EXPECT_EQ(Value(daemon->Terminate(kLessThanTheLibraryWaits)), 0);
}

TEST(Stop, ASecondSignalEndsTheDrainAtOnce) {
  const TemporaryFolder folder;
  const auto daemon = Value(DaemonProcess::Start({.binary = TRUSTWATCH_DAEMON,
                                                  .database = folder.path() / "trustwatch.db",
                                                  .catalogue = TRUSTWATCH_SAMPLE_CATALOGUE,
                                                  .log = folder.path() / "log",
                                                  .more_arguments = {"--drain-seconds", "300"}}));
  Client door(daemon->grpc_address());
  ReportMany(door);

  // A call in hand: a stream that nobody reads on, of which 64 KiB may be under way.
  grpc::ChannelArguments narrow;
  narrow.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  const auto channel =
      grpc::CreateCustomChannel(daemon->grpc_address(), grpc::InsecureChannelCredentials(), narrow);
  const auto stub = v1::SeriesService::NewStub(channel);
  grpc::ClientContext context;
  const auto stalled = stub->StreamSeries(&context, {});
  v1::StreamSeriesResponse message;
  ASSERT_TRUE(stalled->Read(&message));

  daemon->Signal(SIGTERM);
  grpc::Status refused;
  do {  // until the drain has begun
    refused = door.List("ZA1").first;
  } while (refused.ok());
  EXPECT_THAT(refused.error_details(), ::testing::HasSubstr("DRAINING"));

  daemon->Signal(SIGTERM);
  EXPECT_EQ(Value(daemon->Wait(absl::Seconds(60))), 128 + SIGTERM);
  stalled->Finish();
}

}  // namespace
}  // namespace trustwatch::testing
