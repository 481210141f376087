#include "daemon/ingest/step_change_recorder.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/step_change.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/submitter_fixture.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::ingest {
namespace {

using absl::StatusCode;
using domain::StepChange;
using testing::DayOf;
using testing::HasReason;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::Ods;
using testing::Value;

// It is 1 July 2026, noon UTC.
class StepChangeRecorderTest : public testing::SubmitterTest {
 protected:
  std::vector<StepChange> Recorded() {
    return Value(Value(store->NewReader())->StepChanges(std::nullopt, absl::InfiniteFuture()));
  }

  StepChangeRecorder recorder_{*store, definitions, clock};
};

DraftStepChange GoodDraft() {
  return {.organisation = "XA1",
          .indicator = "calls_offered",
          .first_day = DayOf("2026-04-01"),
          .cause = "a new ward opened",
          .approved_by = "A Smith, director of nursing"};
}

domain::Draft Calls() {
  return testing::DraftOf({testing::RowOf("calls_offered", testing::Figure(100))});
}

TEST_F(StepChangeRecorderTest, AGoodOneIsRecordedAsItWasSent) {
  const StepChange given = Value(recorder_.Record(GoodDraft(), {"north"}));
  const std::vector<StepChange> recorded = Recorded();
  ASSERT_EQ(recorded.size(), 1U);
  for (const StepChange& change : {given, recorded[0]}) {
    EXPECT_EQ(change.id, 1);
    EXPECT_EQ(change.what.organisation, Ods("XA1"));
    EXPECT_EQ(change.what.indicator, testing::Id("calls_offered"));
    EXPECT_EQ(change.what.first_day, DayOf("2026-04-01"));
    EXPECT_EQ(change.what.cause, "a new ward opened");
    EXPECT_EQ(change.what.approved_by, "A Smith, director of nursing");
    EXPECT_EQ(change.what.caller, "north");
  }
}

TEST_F(StepChangeRecorderTest, NoIndicatorMeansEvery) {
  DraftStepChange draft = GoodDraft();
  draft.indicator = "";
  EXPECT_EQ(Value(recorder_.Record(draft, {"north"})).what.indicator, std::nullopt);
}

struct BadDraft {
  std::string reason;
  std::string field;
  std::string hint;  // of what to do next
  std::function<void(DraftStepChange&)> spoil;
  StatusCode code = StatusCode::kInvalidArgument;
};

TEST_F(StepChangeRecorderTest, EachBadPartIsToldWithItsCure) {
  using Draft = DraftStepChange;
  const std::string blank = " \t\r\n";
  const std::string nul = std::string("\0 said after a NUL", 18);
  const std::vector<BadDraft> kBad = {
      {"ORGANISATION_MALFORMED", "", "", [](Draft& d) { d.organisation = ""; }},
      {"ORGANISATION_MALFORMED", "", "", [](Draft& d) { d.organisation = "xa1"; }},
      {"ORGANISATION_UNKNOWN", "organisation", "ask those who keep the register",
       [](Draft& d) { d.organisation = "XZ9"; }, StatusCode::kNotFound},
      {"INDICATOR_MALFORMED", "", "", [](Draft& d) { d.indicator = "Calls"; }},
      {"INDICATOR_UNKNOWN", "indicator", "leave it empty for every indicator",
       [](Draft& d) { d.indicator = "calls"; }, StatusCode::kNotFound},
      {"FIRST_DAY_MISSING", "first_day", "give the day from which on",
       [](Draft& d) { d.first_day.reset(); }},
      {"FIRST_DAY_IN_FUTURE", "first_day", "2026-07-02 is after today, 2026-07-01; record",
       [](Draft& d) { d.first_day = DayOf("2026-07-02"); }},
      {"CAUSE_MISSING", "cause", "say in a sentence what changed", [](Draft& d) { d.cause = ""; }},
      {"CAUSE_MISSING", "cause", "", [&](Draft& d) { d.cause = blank; }},
      {"CAUSE_MISSING", "cause", "", [&](Draft& d) { d.cause = nul; }},
      {"CAUSE_TOO_LONG", "cause", "has 501 bytes, and 500 are kept at most; shorten it",
       [](Draft& d) { d.cause = std::string(501, 'c'); }},
      {"APPROVER_MISSING", "approved_by", "give the name and the role",
       [](Draft& d) { d.approved_by = ""; }},
      {"APPROVER_MISSING", "approved_by", "", [&](Draft& d) { d.approved_by = blank; }},
      {"APPROVER_MISSING", "approved_by", "", [&](Draft& d) { d.approved_by = nul; }},
      {"APPROVER_TOO_LONG", "approved_by", "shorten it",
       [](Draft& d) { d.approved_by = std::string(501, 'a'); }}};
  for (const BadDraft& bad : kBad) {
    DraftStepChange draft = GoodDraft();
    bad.spoil(draft);
    const auto refused = recorder_.Record(draft, {"north"});
    EXPECT_THAT(refused, HasReason(bad.reason));
    EXPECT_THAT(refused, IsError(bad.code, HasSubstr(bad.hint)));
    if (!bad.field.empty()) {
      EXPECT_EQ(base::ErrorOf(refused.status()).field, bad.field);
    }
  }
  EXPECT_THAT(Recorded(), IsEmpty());
}

TEST_F(StepChangeRecorderTest, TheLongestTextsAreKeptWhole) {
  DraftStepChange draft = GoodDraft();
  draft.cause = std::string(500, 'c');
  draft.approved_by = std::string(500, 'a');
  const StepChange recorded = Value(recorder_.Record(draft, {"north"}));
  EXPECT_EQ(recorded.what.cause, draft.cause);
  EXPECT_EQ(recorded.what.approved_by, draft.approved_by);
}

TEST_F(StepChangeRecorderTest, TodayIsALondonDay) {
  DraftStepChange draft = GoodDraft();
  draft.first_day = DayOf("2026-07-02");
  // In summer London is an hour ahead: its 2 July begins at 23:00 UTC.
  clock.Set(absl::FromCivil(absl::CivilSecond(2026, 7, 1, 22, 59, 59), absl::UTCTimeZone()));
  EXPECT_THAT(recorder_.Record(draft, {"north"}), HasReason("FIRST_DAY_IN_FUTURE"));
  clock.Advance(absl::Seconds(1));
  EXPECT_THAT(recorder_.Record(draft, {"north"}), IsOk());
}

TEST_F(StepChangeRecorderTest, AnOrganisationThatLeftTheRegisterIsKnownByItsFigures) {
  ASSERT_EQ(MustSubmit(Calls()).outcome, domain::Outcome::kAccepted);
  testing::DefinitionsBuilder builder;
  std::erase_if(builder.organisations,
                [](const auto& one) { return one.code == Ods("XA1") || one.code == Ods("XB2"); });
  definitions.Replace(builder.Build());
  EXPECT_THAT(recorder_.Record(GoodDraft(), {"north"}), IsOk());
  DraftStepChange other = GoodDraft();
  other.organisation = "XB2";  // left it, and never submitted
  EXPECT_THAT(recorder_.Record(other, {"north"}), HasReason("ORGANISATION_UNKNOWN"));
}

TEST_F(StepChangeRecorderTest, OneThatStandsIsNotRecordedAgain) {
  ASSERT_THAT(recorder_.Record(GoodDraft(), {"north"}), IsOk());
  EXPECT_THAT(recorder_.Record(GoodDraft(), {"south"}),
              IsError(StatusCode::kAlreadyExists, HasSubstr("step change 1")));
}

TEST_F(StepChangeRecorderTest, AWithdrawalNeedsAReason) {
  ASSERT_THAT(recorder_.Record(GoodDraft(), {"north"}), IsOk());
  EXPECT_THAT(recorder_.Withdraw(1, " \n", {"south"}), HasReason("REASON_MISSING"));
  EXPECT_THAT(recorder_.Withdraw(1, std::string(1, '\0'), {"south"}), HasReason("REASON_MISSING"));
  EXPECT_THAT(recorder_.Withdraw(1, std::string(501, 'r'), {"south"}),
              HasReason("REASON_TOO_LONG"));
  EXPECT_THAT(recorder_.Withdraw(2, "not agreed", {"south"}), HasReason("STEP_CHANGE_UNKNOWN"));
  const StepChange withdrawn = Value(recorder_.Withdraw(1, "not agreed", {"south"}));
  EXPECT_EQ(withdrawn.withdrawal->reason, "not agreed");
  EXPECT_EQ(withdrawn.withdrawal->caller, "south");
  EXPECT_THAT(recorder_.Withdraw(1, "again", {"south"}), HasReason("ALREADY_WITHDRAWN"));
}

TEST_F(StepChangeRecorderTest, ASubmissionGoesOnBesideAStepChange) {
  ASSERT_THAT(recorder_.Record(GoodDraft(), {"north"}), IsOk());
  EXPECT_EQ(MustSubmit(Calls()).outcome, domain::Outcome::kAccepted);
}

}  // namespace
}  // namespace trustwatch::ingest
