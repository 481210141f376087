#include "daemon/rpc/series_service.h"

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rpc/running_server.h"
#include "trustwatch/v1/series_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::trustwatch::testing::AddRow;
using ::trustwatch::testing::Context;
using ::trustwatch::testing::DetailsOf;
using ::trustwatch::testing::RequestOf;
using ::trustwatch::testing::RunningServer;
using ::trustwatch::testing::Submit;

// One figure of one organisation; ids must differ.
void Report(RunningServer& server, std::string_view organisation, std::string_view id, int month,
            double value) {
  v1::SubmitRequest request = RequestOf(organisation, id);
  AddRow(request, "calls_offered", month, value);
  ASSERT_EQ(Submit(server, request).outcome(), v1::OUTCOME_ACCEPTED);
}

v1::GetSeriesRequest CallsOffered(std::string_view organisation) {
  v1::GetSeriesRequest request;
  request.set_organisation(std::string(organisation));
  request.set_indicator("calls_offered");
  return request;
}

v1::Series Get(RunningServer& server, const v1::GetSeriesRequest& request) {
  v1::GetSeriesResponse response;
  const grpc::Status status = server.series_stub->GetSeries(Context().get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.series();
}

TEST(GetSeries, IsWhatWasKnownAtAnyInstant) {
  RunningServer server;
  const absl::Time first = server.clock.Now();
  Report(server, "XA1", "one", 4, 10);
  Report(server, "XA1", "two", 5, 20);
  server.clock.Advance(absl::Hours(24));
  Report(server, "XA1", "three", 4, 11);

  v1::GetSeriesRequest request = CallsOffered("XA1");
  const v1::Series now = Get(server, request);
  ASSERT_THAT(now.points(), SizeIs(2));
  EXPECT_EQ(now.span(), "P1M");
  EXPECT_EQ(now.points(0).value().number().value(), 11);
  EXPECT_EQ(now.points(0).revision(), 2);
  EXPECT_EQ(now.points(0).submission_id(), 3);
  EXPECT_THAT(now.points(0).revisions(), IsEmpty());
  EXPECT_EQ(now.points(1).value().number().value(), 20);

  request.mutable_view()->mutable_as_of()->set_seconds(absl::ToUnixSeconds(first) + 3600);
  const v1::Series then = Get(server, request);
  EXPECT_EQ(then.points(0).value().number().value(), 10);
  EXPECT_EQ(then.points(0).revision(), 1);

  request.mutable_view()->mutable_as_of()->set_seconds(absl::ToUnixSeconds(first) - 1);
  EXPECT_THAT(Get(server, request).points(), IsEmpty());
}

TEST(GetSeries, ListsRevisionsOnRequestAndOnlyThePeriodsAskedFor) {
  RunningServer server;
  Report(server, "XA1", "one", 4, 10);
  Report(server, "XA1", "two", 4, 11);
  Report(server, "XA1", "three", 5, 20);
  v1::GetSeriesRequest request = CallsOffered("XA1");
  request.mutable_view()->set_include_revisions(true);
  v1::Date& last_day = *request.mutable_view()->mutable_last_day();
  last_day.set_year(2026);
  last_day.set_month(4);
  last_day.set_day(30);
  const v1::Series series = Get(server, request);
  ASSERT_THAT(series.points(), SizeIs(1));
  ASSERT_THAT(series.points(0).revisions(), SizeIs(2));
  EXPECT_EQ(series.points(0).revisions(0).value().number().value(), 10);
  EXPECT_EQ(series.points(0).revisions(1).value().number().value(), 11);
}

TEST(GetSeries, BadQuestionsAreErrorsWithTheirField) {
  RunningServer server;
  v1::GetSeriesResponse response;
  const grpc::Status unknown =
      server.series_stub->GetSeries(Context().get(), CallsOffered("XX9"), &response);
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(DetailsOf(unknown).info.reason(), "ORGANISATION_UNKNOWN");

  v1::GetSeriesRequest request = CallsOffered("XA1");
  request.mutable_view()->mutable_as_of()->set_nanos(-5);
  const grpc::Status as_of = server.series_stub->GetSeries(Context().get(), request, &response);
  EXPECT_EQ(as_of.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(as_of).bad.field_violations(0).field(), "view.as_of");

  request = CallsOffered("XA1");
  request.set_span("a month");
  const grpc::Status span = server.series_stub->GetSeries(Context().get(), request, &response);
  EXPECT_EQ(span.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

struct Streamed {
  grpc::Status status;
  std::vector<std::string> organisations;
};

Streamed Stream(RunningServer& server, const v1::StreamSeriesRequest& request) {
  const auto context = Context();
  const auto reader = server.series_stub->StreamSeries(context.get(), request);
  Streamed streamed;
  v1::StreamSeriesResponse message;
  while (reader->Read(&message)) {
    streamed.organisations.push_back(message.series().organisation());
  }
  streamed.status = reader->Finish();
  return streamed;
}

TEST(StreamSeries, SendsEverySeriesThatFitsInOrder) {
  RunningServer server;
  Report(server, "XB2", "one", 4, 10);
  Report(server, "XA1", "two", 4, 10);
  EXPECT_THAT(Stream(server, {}).organisations, ElementsAre("XA1", "XB2"));
  v1::StreamSeriesRequest request;
  request.add_organisations("XB2");
  EXPECT_THAT(Stream(server, request).organisations, ElementsAre("XB2"));
  request.add_indicators("calls_answered");
  const Streamed none = Stream(server, request);
  EXPECT_TRUE(none.status.ok()) << none.status.error_message();
  EXPECT_THAT(none.organisations, IsEmpty());
}

TEST(StreamSeries, BadQuestionsAreErrors) {
  RunningServer server;
  v1::StreamSeriesRequest request;
  request.mutable_view()->mutable_first_day()->set_year(1);
  const Streamed streamed = Stream(server, request);
  EXPECT_EQ(streamed.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(streamed.status).bad.field_violations(0).field(), "view.first_day");
}

TEST(StreamSeries, StopsWhenTheCallerGoesAway) {
  RunningServer server;
  Report(server, "XA1", "one", 4, 10);
  Report(server, "XB2", "two", 4, 10);
  {
    const auto context = Context();
    const auto reader = server.series_stub->StreamSeries(context.get(), {});
    v1::StreamSeriesResponse message;
    ASSERT_TRUE(reader->Read(&message));
    context->TryCancel();
    EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  // The thread and its share of the reads are free again: else the drain would not end well.
  EXPECT_TRUE(Stream(server, {}).status.ok());
}

}  // namespace
}  // namespace trustwatch::rpc
