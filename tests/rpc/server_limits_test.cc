#include "daemon/rpc/server_limits.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <future>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "prometheus/metric_family.h"
#include "tests/rpc/running_server.h"
#include "trustwatch/v1/series_service.grpc.pb.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::trustwatch::testing::AddRow;
using ::trustwatch::testing::Context;
using ::trustwatch::testing::DetailsOf;
using ::trustwatch::testing::OneRow;
using ::trustwatch::testing::RequestOf;
using ::trustwatch::testing::RunningServer;

grpc::Status Send(RunningServer& server, const v1::SubmitRequest& request) {
  v1::SubmitResponse response;
  return server.submission_stub->Submit(Context().get(), request, &response);
}

// How many calls of a method ended with a code.
int Ended(RunningServer& server, std::string_view method, std::string_view code) {
  int ended = 0;
  for (const prometheus::MetricFamily& family : server.telemetry.Collect()) {
    if (family.name != "trustwatch_rpc_requests_total") continue;
    for (const auto& metric : family.metric) {
      int matches = 0;
      for (const auto& label : metric.label) {
        matches += label.value == method || label.value == code;
      }
      if (matches == 2) ended += static_cast<int>(metric.counter.value);
    }
  }
  return ended;
}

TEST(ServerLimits, SubmissionsBeyondTheBytesInHandAreToldToComeBack) {
  const v1::SubmitRequest request = OneRow("one");
  RunningServer server({.limits = {.submit_bytes = request.ByteSizeLong()}});
  server.commits.Close();
  std::future<grpc::Status> in_hand =
      std::async(std::launch::async, [&] { return Send(server, request); });
  ASSERT_TRUE(server.commits.WaitForSomebody());

  const grpc::Status refused = Send(server, OneRow("two"));
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(DetailsOf(refused).info.reason(), "SUBMISSIONS_BUSY");
  EXPECT_EQ(DetailsOf(refused).retry.retry_delay().seconds(), 1);

  server.commits.Open();
  EXPECT_TRUE(in_hand.get().ok());
  grpc::Status again;  // the answer to the first may arrive before its share is given back
  do {
    again = Send(server, OneRow("two"));
  } while (again.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(again.ok()) << again.error_message();
}

TEST(ServerLimits, NoCallTakesLongerThanTheServerAllows) {
  RunningServer server({.limits = {.call = absl::Milliseconds(200)}});
  server.commits.Close();
  const grpc::Status status = Send(server, OneRow("one"));  // the caller would wait a minute
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(DetailsOf(status).info.reason(), "DEADLINE_EXCEEDED");
  server.commits.Open();
}

TEST(ServerLimits, AReaderWhoStallsIsCutOffAndGivesItsPlaceBack) {
  RunningServer server({.limits = {.reads = 1, .call = absl::Seconds(3)}});
  v1::SubmitRequest request = RequestOf("XA1", "many");
  for (int i = 0; i < 4'000; ++i) {  // about 700 kB of answers
    AddRow(request, "calls_offered", 5, 10);
    request.mutable_observations(i)->set_breakdown(fmt::format("team:{:050}", i));
  }
  ASSERT_TRUE(Send(server, request).ok());

  grpc::ChannelArguments narrow;  // 64 KiB may be under way, and no more is ever granted
  narrow.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  const auto stub = v1::SeriesService::NewStub(
      grpc::CreateCustomChannel(server.Address(), grpc::InsecureChannelCredentials(), narrow));
  const auto stalled = Context();
  const auto reader = stub->StreamSeries(stalled.get(), {});
  v1::StreamSeriesResponse message;
  ASSERT_TRUE(reader->Read(&message));  // and no more
  server.server->Drain(absl::Minutes(1));
  EXPECT_EQ(Ended(server, "StreamSeries", "DEADLINE_EXCEEDED"), 1);
  stalled->TryCancel();
  reader->Finish();
}

}  // namespace
}  // namespace trustwatch::rpc
