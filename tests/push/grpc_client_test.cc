#include "collectors/push/grpc_client.h"

#include <grpcpp/channel.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <grpcpp/support/channel_arguments.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "collectors/push/client.h"
#include "collectors/push/retry.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/catalogue_service.grpc.pb.h"
#include "trustwatch/v1/insight_service.grpc.pb.h"
#include "trustwatch/v1/series_service.grpc.pb.h"
#include "trustwatch/v1/submission_service.grpc.pb.h"

namespace trustwatch::push {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;

grpc::Status Busy(grpc::StatusCode code, int retry_seconds) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  info.set_reason("TOO_MUCH_WAITING");
  details.add_details()->PackFrom(info);
  if (retry_seconds > 0) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(retry_seconds);
    details.add_details()->PackFrom(retry);
  }
  return {code, "too much is waiting", details.SerializeAsString()};
}

// Fails the first calls with the statuses of `failures`, in order, and keeps the requests.
class FakeSubmissions final : public v1::SubmissionService::Service {
 public:
  grpc::Status Submit(grpc::ServerContext* context, const v1::SubmitRequest* request,
                      v1::SubmitResponse* response) override {
    has_deadline = context->deadline() < std::chrono::system_clock::time_point::max();
    request_ids.push_back(request->request_id());
    if (request_ids.size() <= failures.size()) return failures[request_ids.size() - 1];
    response->mutable_receipt()->set_submission_id(7);
    return grpc::Status::OK;
  }
  grpc::Status WithdrawSubmission(grpc::ServerContext*, const v1::WithdrawSubmissionRequest*,
                                  v1::WithdrawSubmissionResponse*) override {
    ++withdrawals;
    return {grpc::StatusCode::UNAVAILABLE, "cut off"};
  }

  std::vector<grpc::Status> failures;
  std::vector<std::string> request_ids;
  bool has_deadline = false;
  int withdrawals = 0;
};

// Streams three series; breaks off after `series_before_failure` on the first tries.
class FakeSeries final : public v1::SeriesService::Service {
 public:
  grpc::Status StreamSeries(grpc::ServerContext*, const v1::StreamSeriesRequest*,
                            grpc::ServerWriter<v1::StreamSeriesResponse>* writer) override {
    const bool fails = ++calls <= failing_calls;
    const int count = fails ? series_before_failure : 3;
    for (int i = 0; i < count; ++i) {
      v1::StreamSeriesResponse response;
      response.mutable_series()->set_indicator(std::string(1, static_cast<char>('a' + i)));
      writer->Write(response);
    }
    return fails ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "broke off") : grpc::Status::OK;
  }

  int calls = 0;
  int failing_calls = 0;
  int series_before_failure = 0;
};

// Streams two verdicts, and breaks off before the first on the first try; never records.
class FakeInsight final : public v1::InsightService::Service {
 public:
  grpc::Status StreamVerdicts(grpc::ServerContext*, const v1::StreamVerdictsRequest*,
                              grpc::ServerWriter<v1::StreamVerdictsResponse>* writer) override {
    if (++streams == 1) return {grpc::StatusCode::UNAVAILABLE, "broke off"};
    for (const char* indicator : {"a", "b"}) {
      v1::StreamVerdictsResponse response;
      response.mutable_verdict()->set_indicator(indicator);
      writer->Write(response);
    }
    return grpc::Status::OK;
  }
  grpc::Status GetChart(grpc::ServerContext*, const v1::GetChartRequest* request,
                        v1::GetChartResponse* response) override {
    response->set_organisation_name("name of " + request->organisation());
    return grpc::Status::OK;
  }
  grpc::Status RecordStepChange(grpc::ServerContext*, const v1::RecordStepChangeRequest*,
                                v1::RecordStepChangeResponse*) override {
    ++records;
    return {grpc::StatusCode::UNAVAILABLE, "cut off"};
  }
  grpc::Status WithdrawStepChange(grpc::ServerContext*, const v1::WithdrawStepChangeRequest*,
                                  v1::WithdrawStepChangeResponse*) override {
    ++withdrawals;
    return {grpc::StatusCode::UNAVAILABLE, "cut off"};
  }

  int streams = 0;
  int records = 0;
  int withdrawals = 0;
};

class GrpcClientTest : public ::testing::Test {
 protected:
  GrpcClientTest() {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    builder.RegisterService(&submissions_);
    builder.RegisterService(&series_);
    builder.RegisterService(&insight_);
    server_ = builder.BuildAndStart();
    client_ = MakeGrpcClient(server_->InProcessChannel(grpc::ChannelArguments()), "the fake",
                             RetryPolicy{},
                             {.sleep = [this](absl::Duration delay) { slept_.push_back(delay); },
                              .random = [] { return 0.0; },
                              .on_wait = [](const absl::Status&, absl::Duration) {}});
  }
  ~GrpcClientTest() override { server_->Shutdown(); }

  std::vector<std::string> Stream(std::size_t limit = 100) {
    std::vector<std::string> visited;
    status_ = client_->StreamSeries({}, [&](const v1::Series& series) {
      visited.push_back(series.indicator());
      return visited.size() < limit;
    });
    return visited;
  }

  FakeSubmissions submissions_;
  FakeSeries series_;
  FakeInsight insight_;
  std::unique_ptr<grpc::Server> server_;
  std::vector<absl::Duration> slept_;
  std::unique_ptr<Client> client_;
  absl::Status status_;
};

TEST_F(GrpcClientTest, UnavailableTwiceAndThenWellKeepsTheRequestId) {
  submissions_.failures = {{grpc::StatusCode::UNAVAILABLE, "starting"},
                           {grpc::StatusCode::UNAVAILABLE, "starting"}};
  v1::SubmitRequest request;
  request.set_request_id("one");
  EXPECT_EQ(testing::Value(client_->Submit(request)).receipt().submission_id(), 7);
  EXPECT_THAT(submissions_.request_ids, ElementsAre("one", "one", "one"));
  EXPECT_TRUE(submissions_.has_deadline);
}

TEST_F(GrpcClientTest, WaitsAsLongAsTheDaemonAsks) {
  submissions_.failures = {Busy(grpc::StatusCode::RESOURCE_EXHAUSTED, 4)};
  EXPECT_THAT(client_->Submit({}), IsOk());
  EXPECT_THAT(slept_, ElementsAre(absl::Seconds(4) + absl::Milliseconds(100)));
}

TEST_F(GrpcClientTest, ARefusedRequestIsNotSentAgain) {
  submissions_.failures = {Busy(grpc::StatusCode::ALREADY_EXISTS, 0)};
  const auto answer = client_->Submit({});
  EXPECT_THAT(answer, HasReason("TOO_MUCH_WAITING"));
  EXPECT_THAT(answer, IsError(absl::StatusCode::kAlreadyExists, "too much is waiting"));
  EXPECT_THAT(slept_, IsEmpty());
}

TEST_F(GrpcClientTest, AWithdrawalThatMayHaveHappenedIsNotRepeated) {
  EXPECT_THAT(client_->WithdrawSubmission({}), HasReason("SERVER_UNREACHABLE"));
  EXPECT_EQ(submissions_.withdrawals, 1);
}

TEST_F(GrpcClientTest, AServerWithoutTheCallIsNamed) {
  EXPECT_THAT(client_->ListReturns({}), HasReason("SERVER_DIFFERS"));
}

TEST_F(GrpcClientTest, StreamVisitsEverySeriesInOrder) {
  EXPECT_THAT(Stream(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(status_, IsOk());
}

TEST_F(GrpcClientTest, StreamEndsWhenTheVisitorHasEnough) {
  EXPECT_THAT(Stream(2), ElementsAre("a", "b"));
  EXPECT_THAT(status_, IsOk());
}

TEST_F(GrpcClientTest, StreamThatBrokeBeforeItsFirstSeriesIsMadeAgain) {
  series_.failing_calls = 1;
  EXPECT_THAT(Stream(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(status_, IsOk());
}

TEST_F(GrpcClientTest, StreamThatBrokeInTheMiddleVisitsNothingTwice) {
  series_.failing_calls = 1;
  series_.series_before_failure = 2;
  EXPECT_THAT(Stream(), ElementsAre("a", "b"));
  EXPECT_THAT(status_, HasReason("SERVER_UNREACHABLE"));
}

TEST_F(GrpcClientTest, VerdictsAreStreamedAsSeriesAre) {
  std::vector<std::string> visited;
  EXPECT_THAT(client_->StreamVerdicts({},
                                      [&](const v1::SeriesVerdict& verdict) {
                                        visited.push_back(verdict.indicator());
                                        return true;
                                      }),
              IsOk());
  EXPECT_THAT(visited, ElementsAre("a", "b"));
  EXPECT_EQ(insight_.streams, 2) << "made again: nothing had been visited";
}

TEST_F(GrpcClientTest, AChartIsWhatTheServerAnswers) {
  v1::GetChartRequest request;
  request.set_organisation("XA1");
  EXPECT_EQ(testing::Value(client_->GetChart(request)).organisation_name(), "name of XA1");
}

TEST_F(GrpcClientTest, AStepChangeThatMayHaveBeenRecordedIsNotRepeated) {
  EXPECT_THAT(client_->RecordStepChange({}), HasReason("SERVER_UNREACHABLE"));
  EXPECT_EQ(insight_.records, 1);
  EXPECT_THAT(client_->WithdrawStepChange({}), HasReason("SERVER_UNREACHABLE"));
  EXPECT_EQ(insight_.withdrawals, 1);
}

TEST_F(GrpcClientTest, HealthIsWhatTheServerSays) {
  EXPECT_TRUE(testing::Value(client_->IsServing()));
  server_->GetHealthCheckService()->SetServingStatus(false);
  EXPECT_FALSE(testing::Value(client_->IsServing()));
}

}  // namespace
}  // namespace trustwatch::push
