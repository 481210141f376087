#include "daemon/rpc/step_changes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/register.h"
#include "daemon/domain/step_change.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/insight/step_changes.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::rpc {
namespace {

using testing::DayOf;
using ::testing::ElementsAre;
using testing::HasReason;
using testing::Id;
using testing::IsOk;
using testing::Ods;
using testing::Value;

void SetDate(int year, int month, int day, v1::Date& out) {
  out.set_year(year);
  out.set_month(month);
  out.set_day(day);
}

domain::StepChange SomeStepChange() {
  return {.id = 7,
          .what = {.organisation = Ods("XA1"),
                   .indicator = Id("calls_offered"),
                   .first_day = DayOf("2026-04-02"),
                   .cause = "a new ward",
                   .approved_by = "A Smith",
                   .caller = "north"},
          .recorded_at = absl::FromUnixMicros(1'000'001),
          .withdrawal = domain::Withdrawal{.withdrawn_at = absl::FromUnixMicros(2'000'002),
                                           .reason = "not agreed",
                                           .caller = "south"}};
}

TEST(StepChange, IsSentWithEveryField) {
  v1::StepChange sent;
  ToProto(SomeStepChange(), sent);
  EXPECT_EQ(sent.step_change_id(), 7);
  EXPECT_EQ(sent.organisation(), "XA1");
  EXPECT_EQ(sent.indicator(), "calls_offered");
  EXPECT_EQ(sent.first_day().year(), 2026);
  EXPECT_EQ(sent.first_day().month(), 4);
  EXPECT_EQ(sent.first_day().day(), 2);
  EXPECT_EQ(sent.cause(), "a new ward");
  EXPECT_EQ(sent.approved_by(), "A Smith");
  EXPECT_EQ(sent.caller(), "north");
  EXPECT_EQ(sent.record_time().seconds(), 1);
  EXPECT_EQ(sent.record_time().nanos(), 1'000);
  EXPECT_EQ(sent.withdraw_time().seconds(), 2);
  EXPECT_EQ(sent.withdraw_time().nanos(), 2'000);
  EXPECT_EQ(sent.withdraw_reason(), "not agreed");
  EXPECT_FALSE(sent.is_proposal());
}

TEST(StepChange, OneThatStandsOfEveryIndicatorLeavesTheRestUnset) {
  domain::StepChange change = SomeStepChange();
  change.what.indicator.reset();
  change.withdrawal.reset();
  v1::StepChange sent;
  ToProto(insight::ListedStepChange(change), sent);
  EXPECT_EQ(sent.step_change_id(), 7);
  EXPECT_EQ(sent.indicator(), "");
  EXPECT_FALSE(sent.has_withdraw_time());
  EXPECT_EQ(sent.withdraw_reason(), "");
}

TEST(StepChange, AProposalSaysOnlyWhatTheRegisterKnows) {
  v1::StepChange sent;
  ToProto(insight::ListedStepChange(insight::ProposedStepChange{
              .organisation = Ods("XA1"), .first_day = DayOf("2026-04-01"), .cause = "merger"}),
          sent);
  EXPECT_TRUE(sent.is_proposal());
  EXPECT_EQ(sent.organisation(), "XA1");
  EXPECT_EQ(sent.first_day().month(), 4);
  EXPECT_EQ(sent.cause(), "merger");
  EXPECT_EQ(sent.step_change_id(), 0);
  EXPECT_EQ(sent.indicator(), "");
  EXPECT_EQ(sent.approved_by(), "");
  EXPECT_EQ(sent.caller(), "");
  EXPECT_FALSE(sent.has_record_time());
  EXPECT_FALSE(sent.has_withdraw_time());
}

TEST(StepChangeRequests, AreReadWithEveryField) {
  v1::ListStepChangesRequest list;
  list.set_organisation("XA1");
  list.set_indicator("calls_offered");
  list.set_include_withdrawn(true);
  const insight::StepChangeFilter filter = ToDomain(list);
  EXPECT_EQ(filter.organisation, "XA1");
  EXPECT_EQ(filter.indicator, "calls_offered");
  EXPECT_TRUE(filter.include_withdrawn);
  EXPECT_FALSE(filter.include_proposals);
  list.set_include_withdrawn(false);
  list.set_include_proposals(true);
  EXPECT_FALSE(ToDomain(list).include_withdrawn);
  EXPECT_TRUE(ToDomain(list).include_proposals);

  v1::RecordStepChangeRequest record;
  record.set_organisation("XA1");
  record.set_indicator("calls_offered");
  record.set_cause("a new ward");
  record.set_approved_by("A Smith");
  EXPECT_FALSE(Value(ToDomain(record)).first_day.has_value());
  SetDate(2026, 4, 2, *record.mutable_first_day());
  const ingest::DraftStepChange draft = Value(ToDomain(record));
  EXPECT_EQ(draft.organisation, "XA1");
  EXPECT_EQ(draft.indicator, "calls_offered");
  EXPECT_EQ(draft.first_day, DayOf("2026-04-02"));
  EXPECT_EQ(draft.cause, "a new ward");
  EXPECT_EQ(draft.approved_by, "A Smith");
}

// XA1 took over XC3 in April 2020. It is 1 July 2026.
class StepChangeCallsTest : public ::testing::Test {
 protected:
  static testing::DefinitionsBuilder Builder() {
    testing::DefinitionsBuilder builder;
    builder.events = {{.kind = domain::EventKind::kAcquisition,
                       .first_month = DayOf("2020-04-01"),
                       .from = {Ods("XC3")},
                       .to = {Ods("XA1")},
                       .note = "so it was",
                       .basis = "invented",
                       .doubts = {}}};
    return builder;
  }

  static v1::RecordStepChangeRequest Request(std::string_view organisation,
                                             std::string_view indicator, int month) {
    v1::RecordStepChangeRequest request;
    request.set_organisation(std::string(organisation));
    request.set_indicator(std::string(indicator));
    SetDate(2026, month, 1, *request.mutable_first_day());
    request.set_cause("a new ward");
    request.set_approved_by("A Smith");
    return request;
  }
  void Record(std::string_view organisation, std::string_view indicator, int month) {
    v1::RecordStepChangeResponse response;
    ASSERT_THAT(
        RecordStepChange(Request(organisation, indicator, month), recorder_, {"north"}, response),
        IsOk());
  }
  // What the register proposes.
  void RecordProposed() {
    v1::RecordStepChangeRequest request = Request("XA1", "", 4);
    request.mutable_first_day()->set_year(2020);
    v1::RecordStepChangeResponse response;
    ASSERT_THAT(RecordStepChange(request, recorder_, {"north"}, response), IsOk());
  }
  void Withdraw(domain::StepChangeId id) {
    v1::WithdrawStepChangeRequest request;
    request.set_step_change_id(id);
    request.set_reason("not agreed");
    v1::WithdrawStepChangeResponse response;
    ASSERT_THAT(WithdrawStepChange(request, recorder_, {"south"}, response), IsOk());
  }
  static std::string Tell(const v1::StepChange& change) {
    return fmt::format("{} {} {} {}-{:02}",
                       change.is_proposal() ? "?" : std::to_string(change.step_change_id()),
                       change.organisation(), change.indicator().empty() ? "-" : change.indicator(),
                       change.first_day().year(), change.first_day().month());
  }
  // Every page of that size, after one another.
  std::vector<std::string> AllPages(v1::ListStepChangesRequest request, int page_size) {
    std::vector<std::string> told;
    request.set_page_size(page_size);
    for (int pages = 0; pages < 100; ++pages) {
      v1::ListStepChangesResponse response;
      EXPECT_THAT(ListStepChanges(request, book_, response), IsOk());
      for (const v1::StepChange& change : response.step_changes()) told.push_back(Tell(change));
      EXPECT_LE(response.step_changes_size(), page_size);
      if (response.next_page_token().empty()) return told;
      request.set_page_token(response.next_page_token());
    }
    ADD_FAILURE() << "pages without end";
    return told;
  }

  testing::StoreFixture stored_;
  base::Published<domain::Definitions> definitions_{Builder().Build()};
  insight::StepChangeBook book_{*stored_.store, definitions_};
  ingest::StepChangeRecorder recorder_{*stored_.store, definitions_, stored_.clock};
};

TEST_F(StepChangeCallsTest, WhatWasRecordedIsAnsweredWithItsNumber) {
  v1::RecordStepChangeResponse response;
  ASSERT_THAT(RecordStepChange(Request("XA1", "calls_offered", 4), recorder_, {"north"}, response),
              IsOk());
  EXPECT_EQ(Tell(response.step_change()), "1 XA1 calls_offered 2026-04");
  EXPECT_EQ(response.step_change().caller(), "north");
  EXPECT_TRUE(response.step_change().has_record_time());
}

TEST_F(StepChangeCallsTest, WhatWasWithdrawnIsAnsweredAsItStandsNow) {
  Record("XA1", "", 4);
  v1::WithdrawStepChangeRequest request;
  request.set_step_change_id(1);
  request.set_reason("not agreed");
  v1::WithdrawStepChangeResponse response;
  ASSERT_THAT(WithdrawStepChange(request, recorder_, {"south"}, response), IsOk());
  EXPECT_EQ(Tell(response.step_change()), "1 XA1 - 2026-04");
  EXPECT_EQ(response.step_change().caller(), "north");
  EXPECT_EQ(response.step_change().withdraw_reason(), "not agreed");
  EXPECT_TRUE(response.step_change().has_withdraw_time());
}

TEST_F(StepChangeCallsTest, EveryPageSizeListsTheSame) {
  for (const char* indicator : {"calls_offered", "", "calls_answered"}) {
    for (const int month : {5, 4}) Record("XA1", indicator, month);
  }
  Record("XB2", "", 1);
  Withdraw(4);
  Record("XA1", "", 4);
  RecordProposed();
  Withdraw(9);
  v1::ListStepChangesRequest request;
  request.set_include_withdrawn(true);
  request.set_include_proposals(true);
  for (const int page_size : {1, 2, 3, 4, 9, 10, 11, 10'000}) {
    EXPECT_THAT(AllPages(request, page_size),
                ElementsAre("9 XA1 - 2020-04", "? XA1 - 2020-04", "4 XA1 - 2026-04",
                            "8 XA1 - 2026-04", "3 XA1 - 2026-05", "6 XA1 calls_answered 2026-04",
                            "5 XA1 calls_answered 2026-05", "2 XA1 calls_offered 2026-04",
                            "1 XA1 calls_offered 2026-05", "7 XB2 - 2026-01"))
        << page_size;
  }
}

TEST_F(StepChangeCallsTest, NumbersOfTwoDigitsFollowThoseOfOne) {
  for (int times = 0; times < 11; ++times) {  // all but the last are withdrawn: numbers 1 to 11
    Record("XA1", "", 4);
    if (times < 10) Withdraw(times + 1);
  }
  v1::ListStepChangesRequest request;
  request.set_include_withdrawn(true);
  const std::vector<std::string> told = AllPages(request, 1);
  ASSERT_EQ(told.size(), 11U);
  for (int i = 0; i < 11; ++i) {
    EXPECT_EQ(told[static_cast<std::size_t>(i)], fmt::format("{} XA1 - 2026-04", i + 1));
  }
}

TEST_F(StepChangeCallsTest, AProposalTakenUpBetweenTwoPagesIsNotListedTwice) {
  Record("XB2", "", 4);
  v1::ListStepChangesRequest request;
  request.set_include_proposals(true);
  request.set_page_size(1);
  v1::ListStepChangesResponse first;
  ASSERT_THAT(ListStepChanges(request, book_, first), IsOk());
  EXPECT_EQ(Tell(first.step_changes(0)), "? XA1 - 2020-04");
  RecordProposed();
  request.set_page_token(first.next_page_token());
  v1::ListStepChangesResponse second;
  ASSERT_THAT(ListStepChanges(request, book_, second), IsOk());
  ASSERT_EQ(second.step_changes_size(), 1);
  EXPECT_EQ(Tell(second.step_changes(0)), "1 XB2 - 2026-04");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(StepChangeCallsTest, ATokenIsGoodForItsRequestOnly) {
  Record("XA1", "", 4);
  Record("XA1", "", 5);
  v1::ListStepChangesRequest request;
  request.set_page_size(1);
  v1::ListStepChangesResponse first;
  ASSERT_THAT(ListStepChanges(request, book_, first), IsOk());
  ASSERT_NE(first.next_page_token(), "");
  request.set_page_token(first.next_page_token());
  v1::ListStepChangesResponse response;
  EXPECT_THAT(ListStepChanges(request, book_, response), IsOk());
  std::vector<v1::ListStepChangesRequest> others(4, request);
  others[0].set_organisation("XA1");
  others[1].set_indicator("calls_offered");
  others[2].set_include_withdrawn(true);
  others[3].set_include_proposals(true);
  for (const v1::ListStepChangesRequest& other : others) {
    EXPECT_THAT(ListStepChanges(other, book_, response), HasReason("PAGE_TOKEN_MALFORMED"))
        << other.ShortDebugString();
  }
}

TEST_F(StepChangeCallsTest, BadRequestsAreToldAndRecordNothing) {
  v1::RecordStepChangeRequest no_such_day = Request("XA1", "", 13);
  v1::RecordStepChangeResponse recorded;
  const absl::Status refused = RecordStepChange(no_such_day, recorder_, {"north"}, recorded);
  EXPECT_THAT(refused, HasReason("DATE_MALFORMED"));
  EXPECT_EQ(base::ErrorOf(refused).field, "first_day");
  v1::RecordStepChangeRequest no_day = Request("XA1", "", 4);
  no_day.clear_first_day();
  EXPECT_THAT(RecordStepChange(no_day, recorder_, {"north"}, recorded),
              HasReason("FIRST_DAY_MISSING"));
  EXPECT_THAT(RecordStepChange(Request("XZ9", "", 4), recorder_, {"north"}, recorded),
              HasReason("ORGANISATION_UNKNOWN"));
  EXPECT_FALSE(recorded.has_step_change());

  v1::WithdrawStepChangeResponse withdrawn;
  EXPECT_THAT(WithdrawStepChange({}, recorder_, {"north"}, withdrawn), HasReason("REASON_MISSING"));
  EXPECT_FALSE(withdrawn.has_step_change());

  v1::ListStepChangesRequest list;
  v1::ListStepChangesResponse listed;
  list.set_page_size(-1);
  EXPECT_THAT(ListStepChanges(list, book_, listed), HasReason("PAGE_SIZE_NEGATIVE"));
  list.set_page_size(0);
  list.set_organisation("XZ9");
  EXPECT_THAT(ListStepChanges(list, book_, listed), HasReason("ORGANISATION_UNKNOWN"));
  list.clear_organisation();
  EXPECT_THAT(ListStepChanges(list, book_, listed), IsOk());
  EXPECT_EQ(listed.step_changes_size(), 0);
}

}  // namespace
}  // namespace trustwatch::rpc
