#include "daemon/rpc/server.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/domain/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "prometheus/metric_family.h"
#include "tests/rpc/running_server.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::trustwatch::testing::Context;
using ::trustwatch::testing::DetailsOf;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::HealthOf;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::OneRow;
using ::trustwatch::testing::RawCall;
using ::trustwatch::testing::RunningServer;

constexpr int kServing = 1;
constexpr int kNotServing = 2;

TEST(Server, AnswersOnTheRealPortAndNamesTheCaller) {
  RunningServer server;
  EXPECT_GT(server.server->port(), 0);
  v1::SubmitResponse response;
  const grpc::Status status =
      server.submission_stub->Submit(Context().get(), OneRow("one"), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.receipt().caller(), "loopback");
}

TEST(Server, ListensOnIpv6Too) {
  RunningServer server({.host = "::1"});
  v1::SubmitResponse response;
  const grpc::Status status =
      server.submission_stub->Submit(Context().get(), OneRow("one"), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.receipt().caller(), "loopback");
}

TEST(Server, APortThatIsTakenIsAnErrorAndNotShared) {
  RunningServer server;
  const auto second = Server::Start({.port = server.server->port()}, server.Rooms());
  EXPECT_THAT(second, HasReason("ADDRESS_UNUSABLE"));
  EXPECT_THAT(second, IsError(absl::StatusCode::kUnavailable,
                              AllOf(HasSubstr(server.Address()), HasSubstr("another --listen"))));
}

TEST(Server, EachServiceHasAHealthOfItsOwn) {
  RunningServer server;
  for (const char* service : {"", "trustwatch.v1.SubmissionService",
                              "trustwatch.v1.CatalogueService", "trustwatch.v1.SeriesService"}) {
    EXPECT_EQ(HealthOf(server.channel, service), kServing) << service;
  }
  EXPECT_EQ(HealthOf(server.channel, "trustwatch.v1.NoService"), -1);
}

TEST(Server, ReflectionTellsTheServicesUnlessItIsOff) {
  // ServerReflectionRequest {string list_services = 7}, "*".
  constexpr const char* kMethod = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  RunningServer open;
  const auto told = RawCall(open.channel, kMethod, "\x3a\x01*");
  EXPECT_TRUE(told.status.ok()) << told.status.error_message();
  EXPECT_THAT(told.message,
              AllOf(HasSubstr("trustwatch.v1.SubmissionService"),
                    HasSubstr("trustwatch.v1.CatalogueService"),
                    HasSubstr("trustwatch.v1.SeriesService"), HasSubstr("grpc.health.v1.Health")));
  // After a server with reflection there may be one without.
  RunningServer closed({.reflection = false});
  EXPECT_EQ(RawCall(closed.channel, kMethod, "\x3a\x01*").status.error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST(Server, ARequestThatIsTooLargeIsRefusedWithBothSizes) {
  RunningServer server;
  v1::SubmitRequest request = OneRow("one");
  request.mutable_observations(0)->set_explanation(std::string(domain::kRequestBytesMax, 'x'));
  v1::SubmitResponse response;
  const grpc::Status status = server.submission_stub->Submit(Context().get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(status.error_message(), AllOf(HasSubstr("larger than max"), HasSubstr("33554432"),
                                            HasSubstr(std::to_string(request.ByteSizeLong()))));
}

TEST(Server, ARequestUnderTheLimitIsJudged) {
  RunningServer server;
  v1::SubmitRequest request = OneRow("one");
  request.mutable_observations(0)->set_explanation(
      std::string(domain::kRequestBytesMax - 1024, 'x'));
  v1::SubmitResponse response;
  const grpc::Status status = server.submission_stub->Submit(Context().get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.outcome(), v1::OUTCOME_REFUSED);
}

TEST(Server, ADrainLetsCallsInHandEndAndTakesNoMore) {
  RunningServer server;
  server.commits.Close();
  v1::SubmitResponse in_hand;
  std::future<grpc::Status> submitted = std::async(std::launch::async, [&] {
    return server.submission_stub->Submit(Context().get(), OneRow("one"), &in_hand);
  });
  ASSERT_TRUE(server.commits.WaitForSomebody());

  std::jthread drain([&server] { server.server->Drain(absl::Minutes(1)); });
  v1::ListSubmissionsRequest request;
  request.set_organisation("XA1");
  v1::ListSubmissionsResponse response;
  grpc::Status refused;
  do {  // until the drain has begun
    refused = server.submission_stub->ListSubmissions(Context().get(), request, &response);
  } while (refused.ok());
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAVAILABLE) << refused.error_message();
  EXPECT_EQ(DetailsOf(refused).info.reason(), "DRAINING");
  EXPECT_EQ(DetailsOf(refused).retry.retry_delay().seconds(), 1);
  const auto late = grpc::CreateChannel(server.Address(), grpc::InsecureChannelCredentials());
  EXPECT_EQ(HealthOf(late, ""), kNotServing);
  EXPECT_EQ(HealthOf(late, "trustwatch.v1.SubmissionService"), kNotServing);

  server.commits.Open();
  const grpc::Status status = submitted.get();
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(in_hand.outcome(), v1::OUTCOME_ACCEPTED);
}

TEST(Server, ADrainEndsAtItsLimitEvenIfACallDoesNot) {
  RunningServer server;
  server.commits.Close();
  v1::SubmitResponse in_hand;
  std::future<grpc::Status> submitted = std::async(std::launch::async, [&] {
    return server.submission_stub->Submit(Context().get(), OneRow("one"), &in_hand);
  });
  ASSERT_TRUE(server.commits.WaitForSomebody());
  server.server->Drain(absl::Milliseconds(50));
  EXPECT_THAT(submitted.get().error_code(),
              ::testing::AnyOf(grpc::StatusCode::CANCELLED, grpc::StatusCode::UNAVAILABLE));
  server.commits.Open();
}

TEST(Server, EveryCallIsMeasured) {
  RunningServer server;
  v1::GetSubmissionRequest request;
  request.set_submission_id(99);
  v1::GetSubmissionResponse response;
  EXPECT_FALSE(server.submission_stub->GetSubmission(Context().get(), request, &response).ok());
  trustwatch::testing::Submit(server, OneRow("one"));
  std::string calls;
  for (const prometheus::MetricFamily& family : server.telemetry.Collect()) {
    if (family.name != "trustwatch_rpc_requests_total") continue;
    for (const auto& metric : family.metric) {
      for (const auto& label : metric.label) calls += label.value + " ";
      calls += std::to_string(static_cast<int>(metric.counter.value)) + "\n";
    }
  }
  EXPECT_THAT(calls, AllOf(HasSubstr("NOT_FOUND"), HasSubstr("GetSubmission"), HasSubstr("OK"),
                           HasSubstr("Submit ")));
}

}  // namespace
}  // namespace trustwatch::rpc
