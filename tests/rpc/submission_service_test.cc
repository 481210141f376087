#include "daemon/rpc/submission_service.h"

#include <grpcpp/client_context.h>

#include <chrono>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "tests/rpc/running_server.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::trustwatch::testing::AddRow;
using ::trustwatch::testing::Context;
using ::trustwatch::testing::DetailsOf;
using ::trustwatch::testing::RequestOf;
using ::trustwatch::testing::RunningServer;
using ::trustwatch::testing::Submit;

v1::SubmitRequest ThreeRows(std::string_view request_id) {
  v1::SubmitRequest request = RequestOf("XA1", request_id);
  AddRow(request, "calls_answered", 5, 8);
  AddRow(request, "calls_offered", 5, 10);
  AddRow(request, "seen_in_time", 5, 75);
  return request;
}

struct Got {
  grpc::Status status;
  v1::GetSubmissionResponse response;
};

Got Get(RunningServer& server, std::int64_t id, int page_size = 0, std::string token = "") {
  v1::GetSubmissionRequest request;
  request.set_submission_id(id);
  request.set_page_size(page_size);
  request.set_page_token(std::move(token));
  Got got;
  got.status = server.submission_stub->GetSubmission(Context().get(), request, &got.response);
  return got;
}

TEST(Submit, WhatWasSentComesBackAsItWasRecorded) {
  RunningServer server;
  const v1::SubmitRequest request = ThreeRows("one");
  const v1::SubmitResponse answer = Submit(server, request);
  EXPECT_EQ(answer.outcome(), v1::OUTCOME_ACCEPTED);
  EXPECT_THAT(answer.effects(), ElementsAre(v1::EFFECT_NEW, v1::EFFECT_NEW, v1::EFFECT_NEW));
  EXPECT_EQ(answer.receipt().caller(), "loopback");
  EXPECT_EQ(answer.receipt().record_time().seconds(), absl::ToUnixSeconds(server.clock.Now()));
  EXPECT_EQ(answer.receipt().catalogue_version(), "test-1");
  EXPECT_EQ(answer.receipt().observation_count(), 3);

  const Got got = Get(server, answer.receipt().submission_id());
  ASSERT_TRUE(got.status.ok()) << got.status.error_message();
  EXPECT_TRUE(MessageDifferencer::Equals(got.response.submission().receipt(), answer.receipt()));
  ASSERT_EQ(got.response.observations_size(), 3);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(MessageDifferencer::Equals(got.response.observations(i), request.observations(i)))
        << got.response.observations(i).ShortDebugString();
  }
}

TEST(Submit, ABadRowIsAnAnswerAndNotAnError) {
  RunningServer server;
  v1::SubmitRequest request = ThreeRows("one");
  request.mutable_observations(1)->set_indicator("no_such_thing");
  const v1::SubmitResponse answer = Submit(server, request);
  EXPECT_EQ(answer.outcome(), v1::OUTCOME_REFUSED);
  EXPECT_FALSE(answer.has_receipt());
  EXPECT_THAT(answer.effects(),
              ElementsAre(v1::EFFECT_HELD_BACK, v1::EFFECT_REFUSED, v1::EFFECT_HELD_BACK));
  ASSERT_GE(answer.findings_size(), 1);
  EXPECT_EQ(answer.findings(0).observation_index(), 1);
  EXPECT_EQ(answer.findings(0).value(), "no_such_thing");
}

TEST(Submit, ADryRunAnswersAsTheLiveCallDoesAndStoresNothing) {
  RunningServer server;
  v1::SubmitRequest request = ThreeRows("one");
  request.set_accept_valid_rows(true);
  request.mutable_observations(2)->mutable_value()->mutable_number()->set_value(5000);
  request.set_validate_only(true);
  v1::SubmitResponse dry = Submit(server, request);
  request.set_validate_only(false);
  v1::SubmitResponse live = Submit(server, request);
  EXPECT_EQ(dry.receipt().submission_id(), 0);
  EXPECT_FALSE(dry.receipt().has_record_time());
  EXPECT_EQ(live.receipt().submission_id(), 1) << "the dry run was recorded";
  live.mutable_receipt()->clear_submission_id();
  live.mutable_receipt()->clear_record_time();
  EXPECT_TRUE(MessageDifferencer::Equals(dry, live)) << dry.ShortDebugString() << "\n"
                                                     << live.ShortDebugString();
}

TEST(Submit, ARetryGetsTheFirstReceipt) {
  RunningServer server;
  const v1::SubmitResponse first = Submit(server, ThreeRows("one"));
  server.clock.Advance(absl::Hours(1));
  const v1::SubmitResponse second = Submit(server, ThreeRows("one"));
  EXPECT_FALSE(first.is_retry());
  EXPECT_TRUE(second.is_retry());
  EXPECT_TRUE(MessageDifferencer::Equals(first.receipt(), second.receipt()));
  EXPECT_THAT(second.effects(), IsEmpty());
}

TEST(Submit, AnErrorCarriesItsReasonItsFactsAndItsField) {
  RunningServer server;
  v1::SubmitRequest request = ThreeRows("one");
  request.set_organisation("XX9");
  v1::SubmitResponse response;
  const grpc::Status unknown = server.submission_stub->Submit(Context().get(), request, &response);
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
  const auto details = DetailsOf(unknown);
  EXPECT_EQ(details.info.reason(), "ORGANISATION_UNKNOWN");
  EXPECT_EQ(details.info.domain(), "trustwatch");
  EXPECT_EQ(details.info.metadata().at("organisation"), "XX9");
  ASSERT_EQ(details.bad.field_violations_size(), 1);
  EXPECT_EQ(details.bad.field_violations(0).field(), "organisation");

  Submit(server, ThreeRows("one"));
  request = ThreeRows("one");
  request.mutable_observations(0)->mutable_value()->mutable_number()->set_value(7);
  const grpc::Status reused = server.submission_stub->Submit(Context().get(), request, &response);
  EXPECT_EQ(reused.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(DetailsOf(reused).info.reason(), "REQUEST_ID_REUSED");

  request.set_status(static_cast<v1::Status>(9));
  const grpc::Status status = server.submission_stub->Submit(Context().get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(status).info.reason(), "STATUS_UNKNOWN");
}

TEST(Submit, ACallerWhoDoesNotWaitLearnsLaterWhatBecameOfIt) {
  RunningServer server;
  server.commits.Close();
  grpc::ClientContext hurried;
  hurried.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(300));
  v1::SubmitResponse response;
  const grpc::Status late = server.submission_stub->Submit(&hurried, ThreeRows("one"), &response);
  EXPECT_EQ(late.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  server.commits.Open();
  v1::SubmitResponse again = Submit(server, ThreeRows("one"));
  EXPECT_EQ(again.outcome(), v1::OUTCOME_ACCEPTED);
  EXPECT_EQ(again.receipt().submission_id(), 1) << "it was recorded twice";
}

TEST(GetSubmission, PagesTogetherAreTheWholeAndFindingsComeFirst) {
  RunningServer server;
  v1::SubmitRequest request = ThreeRows("one");
  request.mutable_observations(2)->mutable_value()->mutable_number()->set_value(10);
  request.mutable_observations(2)->mutable_value()->mutable_number()->set_numerator(10);
  const v1::SubmitResponse answer = Submit(server, request);
  ASSERT_EQ(answer.finding_count(), 1) << "10 is outside the plausible 40 to 100";
  const std::int64_t id = answer.receipt().submission_id();

  const Got first = Get(server, id, 2);
  ASSERT_TRUE(first.status.ok());
  ASSERT_THAT(first.response.observations(), SizeIs(2));
  EXPECT_EQ(first.response.observations(0).indicator(), "calls_answered");
  EXPECT_EQ(first.response.observations(1).indicator(), "calls_offered");
  EXPECT_THAT(first.response.findings(), SizeIs(1));
  EXPECT_EQ(first.response.finding_count(), 1);
  const Got second = Get(server, id, 2, first.response.next_page_token());
  ASSERT_TRUE(second.status.ok());
  ASSERT_THAT(second.response.observations(), SizeIs(1));
  EXPECT_EQ(second.response.observations(0).indicator(), "seen_in_time");
  EXPECT_THAT(second.response.findings(), IsEmpty());
  EXPECT_EQ(second.response.finding_count(), 1);
  EXPECT_EQ(second.response.next_page_token(), "");
}

TEST(GetSubmission, BadPagesAndUnknownSubmissionsAreErrors) {
  RunningServer server;
  Submit(server, ThreeRows("one"));
  Submit(server, ThreeRows("two"));
  const std::string token = Get(server, 1, 1).response.next_page_token();
  ASSERT_NE(token, "");

  const grpc::Status other = Get(server, 2, 1, token).status;
  EXPECT_EQ(other.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(other).info.reason(), "PAGE_TOKEN_MALFORMED");
  EXPECT_EQ(DetailsOf(other).bad.field_violations(0).field(), "page_token");
  EXPECT_EQ(DetailsOf(Get(server, 1, 1, "nonsense").status).info.reason(), "PAGE_TOKEN_MALFORMED");
  const grpc::Status negative = Get(server, 1, -1).status;
  EXPECT_EQ(negative.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(negative).bad.field_violations(0).field(), "page_size");
  const grpc::Status unknown = Get(server, 99).status;
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(DetailsOf(unknown).info.reason(), "SUBMISSION_UNKNOWN");
}

TEST(ListSubmissions, PagesAreNewestFirst) {
  RunningServer server;
  for (const char* id : {"one", "two", "three"}) Submit(server, ThreeRows(id));
  std::vector<std::string> ids;
  v1::ListSubmissionsRequest request;
  request.set_organisation("XA1");
  request.set_page_size(2);
  do {
    v1::ListSubmissionsResponse response;
    ASSERT_TRUE(server.submission_stub->ListSubmissions(Context().get(), request, &response).ok());
    for (const auto& submission : response.submissions()) {
      ids.push_back(submission.receipt().request_id());
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(ids, ElementsAre("three", "two", "one"));
}

TEST(ListSubmissions, ALastPageThatIsJustFullHasNoNext) {
  RunningServer server;
  for (const char* id : {"one", "two"}) Submit(server, ThreeRows(id));
  v1::ListSubmissionsRequest request;
  request.set_organisation("XA1");
  request.set_page_size(2);
  v1::ListSubmissionsResponse response;
  ASSERT_TRUE(server.submission_stub->ListSubmissions(Context().get(), request, &response).ok());
  EXPECT_THAT(response.submissions(), SizeIs(2));
  EXPECT_EQ(response.next_page_token(), "");
}

TEST(CompareSubmissions, ValuesAreComparedAndCountedOverAllPages) {
  RunningServer server;
  Submit(server, ThreeRows("one"));
  v1::SubmitRequest later = RequestOf("XA1", "two");
  AddRow(later, "calls_answered", 5, 8);  // the same
  AddRow(later, "calls_offered", 5, 11);  // changed
  AddRow(later, "calls_answered", 4, 3);  // added; seen_in_time is removed
  Submit(server, later);

  v1::CompareSubmissionsRequest request;
  request.set_before_submission_id(1);
  request.set_after_submission_id(2);
  request.set_page_size(2);
  v1::CompareSubmissionsResponse first;
  ASSERT_TRUE(server.submission_stub->CompareSubmissions(Context().get(), request, &first).ok());
  EXPECT_EQ(first.added_count(), 1);
  EXPECT_EQ(first.removed_count(), 1);
  EXPECT_EQ(first.changed_count(), 1);
  EXPECT_EQ(first.same_count(), 1);
  ASSERT_THAT(first.comparisons(), SizeIs(2));
  EXPECT_EQ(first.comparisons(0).difference(), v1::DIFFERENCE_ADDED);
  EXPECT_FALSE(first.comparisons(0).has_before());
  EXPECT_EQ(first.comparisons(1).difference(), v1::DIFFERENCE_CHANGED);
  EXPECT_EQ(first.comparisons(1).before().number().value(), 10);
  EXPECT_EQ(first.comparisons(1).after().number().value(), 11);

  request.set_page_token(first.next_page_token());
  v1::CompareSubmissionsResponse second;
  ASSERT_TRUE(server.submission_stub->CompareSubmissions(Context().get(), request, &second).ok());
  ASSERT_THAT(second.comparisons(), SizeIs(1));
  EXPECT_EQ(second.comparisons(0).difference(), v1::DIFFERENCE_REMOVED);
  EXPECT_EQ(second.same_count(), 1);
  EXPECT_EQ(second.next_page_token(), "");

  request.clear_page_token();
  request.set_page_size(0);
  request.set_include_same(true);
  v1::CompareSubmissionsResponse all;
  ASSERT_TRUE(server.submission_stub->CompareSubmissions(Context().get(), request, &all).ok());
  EXPECT_THAT(all.comparisons(), SizeIs(4));
}

TEST(WithdrawSubmission, SaysWhoWhenAndWhyAndOnlyOnce) {
  RunningServer server;
  Submit(server, ThreeRows("one"));
  v1::WithdrawSubmissionRequest request;
  request.set_submission_id(1);
  v1::WithdrawSubmissionResponse response;
  const grpc::Status silent =
      server.submission_stub->WithdrawSubmission(Context().get(), request, &response);
  EXPECT_EQ(silent.error_code(), grpc::StatusCode::INVALID_ARGUMENT);

  request.set_reason("wrong month");
  ASSERT_TRUE(server.submission_stub->WithdrawSubmission(Context().get(), request, &response).ok());
  EXPECT_EQ(response.submission().withdrawal().reason(), "wrong month");
  EXPECT_EQ(response.submission().withdrawal().caller(), "loopback");
  EXPECT_TRUE(response.submission().withdrawal().has_withdraw_time());
  const grpc::Status again =
      server.submission_stub->WithdrawSubmission(Context().get(), request, &response);
  EXPECT_EQ(again.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(DetailsOf(again).info.reason(), "ALREADY_WITHDRAWN");
}

}  // namespace
}  // namespace trustwatch::rpc
