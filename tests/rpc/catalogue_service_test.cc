#include "daemon/rpc/catalogue_service.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rpc/running_server.h"
#include "trustwatch/v1/catalogue_service.pb.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::trustwatch::testing::AddRow;
using ::trustwatch::testing::Context;
using ::trustwatch::testing::DetailsOf;
using ::trustwatch::testing::RequestOf;
using ::trustwatch::testing::RunningServer;
using ::trustwatch::testing::Submit;

TEST(ListIndicators, PagesAreInOrderOfId) {
  RunningServer server;
  std::vector<std::string> ids;
  v1::ListIndicatorsRequest request;
  request.set_page_size(2);
  do {
    v1::ListIndicatorsResponse response;
    ASSERT_TRUE(server.catalogue_stub->ListIndicators(Context().get(), request, &response).ok());
    EXPECT_EQ(response.catalogue_version(), "test-1");
    for (const auto& indicator : response.indicators()) ids.push_back(indicator.id());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(ids, ElementsAre("calls_answered", "calls_offered", "seen_in_time"));
}

TEST(ListOrganisations, AreThoseOfTheRegisterInOrderOfCode) {
  RunningServer server;
  v1::ListOrganisationsResponse response;
  ASSERT_TRUE(server.catalogue_stub->ListOrganisations(Context().get(), {}, &response).ok());
  std::vector<std::string> codes;
  for (const auto& organisation : response.organisations()) {
    codes.push_back(organisation.ods_code());
  }
  EXPECT_THAT(codes, ElementsAre("XA1", "XB2", "XC3", "XD4"));
  EXPECT_EQ(response.next_page_token(), "");
}

TEST(ListReturns, AreThoseOfTheCatalogue) {
  RunningServer server;
  v1::ListReturnsResponse response;
  ASSERT_TRUE(server.catalogue_stub->ListReturns(Context().get(), {}, &response).ok());
  ASSERT_THAT(response.returns(), SizeIs(1));
  EXPECT_EQ(response.returns(0).id(), "monthly");
  EXPECT_THAT(response.returns(0).items(), SizeIs(3));
}

TEST(Lists, ATokenOfOneListIsNoneOfAnother) {
  RunningServer server;
  v1::ListIndicatorsRequest indicators;
  indicators.set_page_size(1);
  v1::ListIndicatorsResponse page;
  ASSERT_TRUE(server.catalogue_stub->ListIndicators(Context().get(), indicators, &page).ok());
  v1::ListOrganisationsRequest organisations;
  organisations.set_page_token(page.next_page_token());
  v1::ListOrganisationsResponse response;
  const grpc::Status status =
      server.catalogue_stub->ListOrganisations(Context().get(), organisations, &response);
  EXPECT_EQ(DetailsOf(status).info.reason(), "PAGE_TOKEN_MALFORMED");
  organisations.clear_page_token();
  organisations.set_page_size(-3);
  const grpc::Status negative =
      server.catalogue_stub->ListOrganisations(Context().get(), organisations, &response);
  EXPECT_EQ(DetailsOf(negative).info.reason(), "PAGE_SIZE_NEGATIVE");
}

TEST(ListOwed, SaysWhatCameAndWhatIsLateOverAllPages) {
  RunningServer server;
  v1::SubmitRequest submission = RequestOf("XA1", "one");
  AddRow(submission, "calls_offered", 5, 10);
  Submit(server, submission);
  // Due on working day 10 after May: 12 June 2026. Now is 1 July.
  v1::ListOwedRequest request;
  request.set_organisation("XA1");
  request.mutable_month()->set_year(2026);
  request.mutable_month()->set_month(5);
  request.mutable_month()->set_day(17);
  request.set_page_size(1);
  v1::ListOwedResponse first;
  ASSERT_TRUE(server.catalogue_stub->ListOwed(Context().get(), request, &first).ok());
  EXPECT_EQ(first.owed_count(), 3);
  EXPECT_EQ(first.received_count(), 1);
  EXPECT_EQ(first.overdue_count(), 2);
  ASSERT_THAT(first.items(), SizeIs(1));
  EXPECT_EQ(first.items(0).indicator(), "calls_answered");
  EXPECT_TRUE(first.items(0).overdue());
  // 23:59:59 in London, where it is summer.
  EXPECT_EQ(first.items(0).due_time().seconds(),
            absl::ToUnixSeconds(
                absl::FromCivil(absl::CivilSecond(2026, 6, 12, 22, 59, 59), absl::UTCTimeZone())));

  request.set_page_token(first.next_page_token());
  v1::ListOwedResponse second;
  ASSERT_TRUE(server.catalogue_stub->ListOwed(Context().get(), request, &second).ok());
  ASSERT_THAT(second.items(), SizeIs(1));
  EXPECT_EQ(second.items(0).indicator(), "seen_in_time");
  EXPECT_EQ(second.next_page_token(), "");

  request.clear_page_token();
  request.set_page_size(0);
  request.set_include_received(true);
  v1::ListOwedResponse all;
  ASSERT_TRUE(server.catalogue_stub->ListOwed(Context().get(), request, &all).ok());
  ASSERT_THAT(all.items(), SizeIs(3));
  EXPECT_TRUE(all.items(1).has_received_time());
  EXPECT_FALSE(all.items(1).overdue());
}

TEST(ListOwed, BadQuestionsAreErrors) {
  RunningServer server;
  v1::ListOwedRequest request;
  request.set_organisation("XX9");
  v1::ListOwedResponse response;
  const grpc::Status unknown = server.catalogue_stub->ListOwed(Context().get(), request, &response);
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::NOT_FOUND);
  request.mutable_month()->set_year(2026);
  const grpc::Status month = server.catalogue_stub->ListOwed(Context().get(), request, &response);
  EXPECT_EQ(month.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(month).bad.field_violations(0).field(), "month");
}

TEST(ReloadCatalogue, SaysWhatIsInForceOrWhatIsWrong) {
  RunningServer server;
  v1::ReloadCatalogueResponse response;
  ASSERT_TRUE(server.catalogue_stub->ReloadCatalogue(Context().get(), {}, &response).ok());
  EXPECT_EQ(response.catalogue_version(), "test-2");
  EXPECT_TRUE(response.changed());

  server.next_reload = base::Error{.code = absl::StatusCode::kFailedPrecondition,
                                   .reason = "CATALOGUE_FAULTY",
                                   .message = "2 faults",
                                   .metadata = {{"fault_0001", "a"}, {"fault_count", "2"}}}
                           .ToStatus();
  const grpc::Status faulty =
      server.catalogue_stub->ReloadCatalogue(Context().get(), {}, &response);
  EXPECT_EQ(faulty.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(DetailsOf(faulty).info.metadata().at("fault_count"), "2");
  EXPECT_EQ(DetailsOf(faulty).info.metadata().at("fault_0001"), "a");
}

}  // namespace
}  // namespace trustwatch::rpc
