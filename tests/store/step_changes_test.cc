#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/domain/step_change.h"
#include "daemon/store/database.h"
#include "daemon/store/store.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

// What the store keeps of step changes: step_change_jobs and step_change_rows behind Store and
// Reader.
namespace trustwatch::store {
namespace {

using absl::StatusCode;
using domain::NewStepChange;
using domain::StepChange;
using ::testing::AllOf;
using testing::Count;
using testing::DayOf;
using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::Ods;
using testing::Value;

// Of every indicator if `indicator` is empty.
NewStepChange Change(std::string_view organisation, std::string_view indicator,
                     std::string_view first_day) {
  NewStepChange change{.organisation = Ods(organisation),
                       .indicator = std::nullopt,
                       .first_day = DayOf(first_day),
                       .cause = "a new ward opened",
                       .approved_by = "A Smith, director of nursing",
                       .caller = "north"};
  if (!indicator.empty()) change.indicator = testing::Id(indicator);
  return change;
}

// "#1 XA1 calls 2026-04-01", with "withdrawn" behind it if it is.
std::string Tell(const StepChange& change) {
  return fmt::format("#{} {} {} {}{}", change.id, change.what.organisation.text(),
                     change.what.indicator ? change.what.indicator->text() : "-",
                     domain::ToString(change.what.first_day),
                     change.withdrawal ? " withdrawn" : "");
}

class StepChangesTest : public ::testing::Test {
 protected:
  // Behind the instant at which the catalogue was recorded.
  StepChangesTest() { test_.clock.Advance(absl::Hours(1)); }

  absl::StatusOr<StepChange> Record(std::string_view organisation, std::string_view indicator,
                                    std::string_view first_day) {
    return test_.store->RecordStepChange(Change(organisation, indicator, first_day));
  }
  std::vector<StepChange> Read(std::optional<domain::OdsCode> organisation = std::nullopt,
                               absl::Time as_of = absl::InfiniteFuture()) {
    return Value(Value(test_.store->NewReader())->StepChanges(organisation, as_of));
  }
  std::vector<std::string> Told(std::optional<domain::OdsCode> organisation = std::nullopt,
                                absl::Time as_of = absl::InfiniteFuture()) {
    std::vector<std::string> told;
    for (const StepChange& change : Read(organisation, as_of)) told.push_back(Tell(change));
    return told;
  }
  std::int64_t CountRows(std::string_view table) {
    const std::string sql = fmt::format("SELECT count(*) FROM {}", table);
    const auto db = Value(Database::Open(test_.options.file, OpenMode::kQueryOnly));
    return Value(db->QueryInteger(sql));
  }

  testing::StoreFixture test_;
};

TEST_F(StepChangesTest, IsReadBackAfterOpeningAgain) {
  const StepChange given = Value(Record("XA1", "calls_offered", "2026-04-01"));
  test_.Open();
  const std::vector<StepChange> read = Read();
  ASSERT_EQ(read.size(), 1U);
  for (const StepChange& change : {given, read[0]}) {
    EXPECT_EQ(change.id, 1);
    EXPECT_EQ(change.what.organisation, Ods("XA1"));
    EXPECT_EQ(change.what.indicator, testing::Id("calls_offered"));
    EXPECT_EQ(change.what.first_day, DayOf("2026-04-01"));
    EXPECT_EQ(change.what.cause, "a new ward opened");
    EXPECT_EQ(change.what.approved_by, "A Smith, director of nursing");
    EXPECT_EQ(change.what.caller, "north");
    EXPECT_EQ(change.recorded_at, test_.clock.Now());
    EXPECT_FALSE(change.withdrawal.has_value());
  }
}

TEST_F(StepChangesTest, TheFirstAndTheLastDayOfOurCalendarAreKept) {
  EXPECT_THAT(Record("XA1", "", "1900-01-01"), IsOk());
  EXPECT_THAT(Record("XA1", "", "2200-12-31"), IsOk());
  EXPECT_THAT(Told(), ElementsAre("#1 XA1 - 1900-01-01", "#2 XA1 - 2200-12-31"));
}

TEST_F(StepChangesTest, AreListedByOrganisationIndicatorDayAndNumber) {
  for (const auto& [organisation, indicator, first_day] :
       std::vector<std::array<const char*, 3>>{{"XB2", "b", "2026-01-01"},
                                               {"XB2", "a", "2026-03-01"},
                                               {"XB2", "a", "2026-02-01"},
                                               {"XB2", "", "2026-05-01"},
                                               {"XA1", "z", "2026-09-01"},
                                               {"XB2", "", "2026-04-01"}}) {
    ASSERT_THAT(Record(organisation, indicator, first_day), IsOk());
  }
  EXPECT_THAT(Told(),
              ElementsAre("#5 XA1 z 2026-09-01", "#6 XB2 - 2026-04-01", "#4 XB2 - 2026-05-01",
                          "#3 XB2 a 2026-02-01", "#2 XB2 a 2026-03-01", "#1 XB2 b 2026-01-01"));
  EXPECT_THAT(Told(Ods("XA1")), ElementsAre("#5 XA1 z 2026-09-01"));
  EXPECT_EQ(Told(Ods("XB2")).size(), 5U);
  EXPECT_THAT(Told(Ods("XC3")), IsEmpty());
}

TEST_F(StepChangesTest, AnEmptyStoreHasNone) { EXPECT_THAT(Told(), IsEmpty()); }

TEST_F(StepChangesTest, AsOfAnInstantOnlyWhatWasKnownThenIsThere) {
  const absl::Time recorded = Value(Record("XA1", "", "2026-04-01")).recorded_at;
  test_.clock.Advance(absl::Hours(1));
  const absl::Time withdrawn =
      Value(test_.store->WithdrawStepChange(1, "not agreed", "north")).withdrawal->withdrawn_at;
  EXPECT_EQ(withdrawn - recorded, absl::Hours(1));
  for (const auto& organisation : {std::optional<domain::OdsCode>(), std::optional(Ods("XA1"))}) {
    const absl::Duration one = absl::Microseconds(1);
    EXPECT_THAT(Told(organisation, recorded - one), IsEmpty());
    EXPECT_THAT(Told(organisation, recorded), ElementsAre("#1 XA1 - 2026-04-01"));
    EXPECT_THAT(Told(organisation, withdrawn - one), ElementsAre("#1 XA1 - 2026-04-01"));
    EXPECT_THAT(Told(organisation, withdrawn), ElementsAre("#1 XA1 - 2026-04-01 withdrawn"));
    EXPECT_THAT(Told(organisation, absl::InfinitePast()), IsEmpty());
  }
}

TEST_F(StepChangesTest, AWithdrawalIsReadBackAfterOpeningAgain) {
  ASSERT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  test_.clock.Advance(absl::Minutes(5));
  const StepChange given = Value(test_.store->WithdrawStepChange(1, "not agreed", "south"));
  test_.Open();
  const std::vector<StepChange> read = Read();
  ASSERT_EQ(read.size(), 1U);
  for (const StepChange& change : {given, read[0]}) {
    EXPECT_EQ(change.what.caller, "north");
    ASSERT_TRUE(change.withdrawal.has_value());
    EXPECT_EQ(change.withdrawal->withdrawn_at, change.recorded_at + absl::Minutes(5));
    EXPECT_EQ(change.withdrawal->reason, "not agreed");
    EXPECT_EQ(change.withdrawal->caller, "south");
  }
}

TEST_F(StepChangesTest, OneThatStandsIsNotRecordedAgain) {
  ASSERT_THAT(Record("XA1", "calls_offered", "2026-03-01"), IsOk());
  ASSERT_THAT(Record("XA1", "calls_offered", "2026-04-01"), IsOk());
  const auto again = Record("XA1", "calls_offered", "2026-04-01");
  EXPECT_THAT(again,
              IsError(StatusCode::kAlreadyExists,
                      AllOf(HasSubstr("XA1, indicator calls_offered, begins on 2026-04-01"),
                            HasSubstr("step change 2"), HasSubstr("withdraw that one first"))));
  EXPECT_THAT(again, HasReason("STEP_CHANGE_EXISTS"));
  EXPECT_EQ(base::ErrorOf(again.status()).metadata.at("step_change_id"), "2");
  EXPECT_EQ(Read().size(), 2U);
}

TEST_F(StepChangesTest, OneOfEveryIndicatorThatStandsIsNotRecordedAgain) {
  ASSERT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  EXPECT_THAT(Record("XA1", "", "2026-04-01"),
              IsError(StatusCode::kAlreadyExists, HasSubstr("XA1, every indicator, begins on")));
  test_.Open();
  EXPECT_THAT(Record("XA1", "", "2026-04-01"), HasReason("STEP_CHANGE_EXISTS"));
}

TEST_F(StepChangesTest, OneThatDiffersInOneThingStandsBesideIt) {
  ASSERT_THAT(Record("XA1", "calls_offered", "2026-04-01"), IsOk());
  EXPECT_THAT(Record("XB2", "calls_offered", "2026-04-01"), IsOk());
  EXPECT_THAT(Record("XA1", "calls_answered", "2026-04-01"), IsOk());
  EXPECT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  EXPECT_THAT(Record("XA1", "calls_offered", "2026-04-02"), IsOk());
  EXPECT_EQ(Read().size(), 5U);
}

TEST_F(StepChangesTest, AfterAWithdrawalItMayBeRecordedAgain) {
  for (const char* indicator : {"", "calls_offered"}) {
    const StepChange first = Value(Record("XA1", indicator, "2026-04-01"));
    ASSERT_THAT(test_.store->WithdrawStepChange(first.id, "wrong cause", "north"), IsOk());
    const StepChange second = Value(Record("XA1", indicator, "2026-04-01"));
    EXPECT_EQ(second.id, first.id + 1);
    EXPECT_THAT(Record("XA1", indicator, "2026-04-01"), HasReason("STEP_CHANGE_EXISTS"));
  }
  EXPECT_THAT(Told(), ElementsAre("#1 XA1 - 2026-04-01 withdrawn", "#2 XA1 - 2026-04-01",
                                  "#3 XA1 calls_offered 2026-04-01 withdrawn",
                                  "#4 XA1 calls_offered 2026-04-01"));
}

TEST_F(StepChangesTest, OnlyOneThatStandsIsWithdrawn) {
  ASSERT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  for (const domain::StepChangeId id : {-1, 0, 2}) {
    const auto unknown = test_.store->WithdrawStepChange(id, "wrong", "north");
    EXPECT_THAT(unknown, IsError(StatusCode::kNotFound,
                                 AllOf(HasSubstr(fmt::format("no step change {};", id)),
                                       HasSubstr("list of step changes"))));
    EXPECT_THAT(unknown, HasReason("STEP_CHANGE_UNKNOWN"));
  }
  ASSERT_THAT(test_.store->WithdrawStepChange(1, "wrong", "north"), IsOk());
  const auto again = test_.store->WithdrawStepChange(1, "wrong still", "north");
  EXPECT_THAT(again, IsError(StatusCode::kFailedPrecondition,
                             AllOf(HasSubstr("step change 1 was withdrawn at 2026-07-01T13:00:00"),
                                   HasSubstr("nothing is left to do"))));
  EXPECT_THAT(again, HasReason("ALREADY_WITHDRAWN"));
  EXPECT_EQ(Read()[0].withdrawal->reason, "wrong");
}

TEST_F(StepChangesTest, InstantsRiseThroughEveryKindOfFact) {
  const absl::Time noon = test_.clock.Now();
  const absl::Time submitted =
      *Value(test_.TryRecord(test_.Submission("XA1", "1"))).receipt.recorded_at;
  test_.clock.Set(noon - absl::Hours(2));
  EXPECT_EQ(Value(Record("XA1", "", "2026-04-01")).recorded_at - submitted, absl::Microseconds(1));
  test_.Open();  // a step change is the newest fact
  EXPECT_EQ(Value(test_.store->WithdrawStepChange(1, "wrong", "north")).withdrawal->withdrawn_at -
                submitted,
            absl::Microseconds(2));
  test_.Open();  // its withdrawal is
  EXPECT_EQ(*Value(test_.TryRecord(test_.Submission("XA1", "2"))).receipt.recorded_at - submitted,
            absl::Microseconds(3));
}

TEST_F(StepChangesTest, AnOrganisationWithNothingElseHasNotSubmitted) {
  ASSERT_THAT(Record("XB2", "", "2026-04-01"), IsOk());
  EXPECT_THAT(Value(Value(test_.store->NewReader())->Organisations()), IsEmpty());
  EXPECT_THAT(test_.Each("XB2"), IsEmpty());
  const SliceId a = test_.Slice("a");
  test_.RecordValue("XB2", a, "2026-04", Count(1));
  test_.RecordValue("XA1", a, "2026-04", Count(1));
  EXPECT_THAT(Value(Value(test_.store->NewReader())->Organisations()),
              ElementsAre(Ods("XA1"), Ods("XB2")));
  EXPECT_EQ(CountRows("organisations"), 2);
}

TEST_F(StepChangesTest, NamesThatAreKnownKeepTheirKeys) {
  test_.RecordValue("XA1", test_.Slice("calls_offered"), "2026-04", Count(1));
  ASSERT_THAT(Record("XA1", "calls_offered", "2026-04-01"), IsOk());
  ASSERT_THAT(Record("XA1", "calls_answered", "2026-04-01"), IsOk());
  EXPECT_EQ(CountRows("organisations"), 1);
  EXPECT_EQ(CountRows("indicators"), 2);
  // An indicator that only a step change named gets its slices like any other.
  const SliceId slice = test_.Slice("calls_answered");
  EXPECT_EQ(test_.store->SliceOf(slice).indicator, testing::Id("calls_answered"));
  EXPECT_EQ(CountRows("indicators"), 2);
}

TEST_F(StepChangesTest, ARefusalLeavesNoNamesBehind) {
  ASSERT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  auto change = Change("XB2", "calls_offered", "2026-04-01");
  change.cause = "";  // the schema's last line of defence
  EXPECT_THAT(test_.store->RecordStepChange(change),
              IsError(StatusCode::kInternal, HasSubstr("CHECK")));
  EXPECT_EQ(CountRows("organisations"), 1);
  EXPECT_EQ(CountRows("indicators"), 0);
  EXPECT_EQ(test_.store->OrganisationVersion(Ods("XB2")), 0U);
  EXPECT_EQ(Value(Record("XB2", "calls_offered", "2026-04-01")).id, 2);
}

TEST_F(StepChangesTest, JudgementsMadeBeforeAreOld) {
  const auto before = test_.Submission("XA1", "1");
  ASSERT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  EXPECT_EQ(test_.store->OrganisationVersion(Ods("XA1")), 1U);
  EXPECT_THAT(test_.TryRecord(before), HasReason("JUDGED_ON_OLD_FACTS"));
  const auto between = test_.Submission("XA1", "2");
  ASSERT_THAT(test_.store->WithdrawStepChange(1, "wrong", "north"), IsOk());
  EXPECT_THAT(test_.TryRecord(between), HasReason("JUDGED_ON_OLD_FACTS"));
  EXPECT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  EXPECT_THAT(Record("XA1", "", "2026-04-01"), HasReason("STEP_CHANGE_EXISTS"));
  EXPECT_EQ(test_.store->OrganisationVersion(Ods("XA1")), 3U) << "a refusal wrote nothing";
}

TEST_F(StepChangesTest, CommitsTellTheirKind) {
  std::vector<Committed> told;
  test_.options.on_committed = [&told](const Committed& committed) { told.push_back(committed); };
  test_.Open();
  const StepChange recorded = Value(Record("XA1", "", "2026-04-01"));
  EXPECT_THAT(Record("XA1", "", "2026-04-01"), HasReason("STEP_CHANGE_EXISTS"));
  test_.clock.Advance(absl::Hours(1));
  const StepChange withdrawn = Value(test_.store->WithdrawStepChange(1, "wrong", "north"));
  EXPECT_THAT(test_.store->WithdrawStepChange(1, "wrong", "north"), HasReason("ALREADY_WITHDRAWN"));
  ASSERT_EQ(told.size(), 2U) << "a refusal is no commit";
  for (const Committed& committed : told) {
    EXPECT_EQ(committed.kind, Committed::Kind::kStepChange);
    EXPECT_EQ(committed.organisation, Ods("XA1"));
    EXPECT_EQ(committed.submission_id, 0);
    EXPECT_EQ(committed.observations, nullptr);
  }
  EXPECT_EQ(told[0].recorded_at, recorded.recorded_at);
  EXPECT_EQ(told[1].recorded_at, withdrawn.withdrawal->withdrawn_at);
}

TEST_F(StepChangesTest, AFullDiskRefusesAndLosesNothing) {
  test_.options.pages_max = 60;
  test_.Open();
  auto change = Change("XA1", "calls_offered", "1990-01-01");
  change.cause = std::string(400, 'c');  // 60 pages hold 600 of them at most
  std::size_t recorded = 0;
  while (recorded < 600 && test_.store->RecordStepChange(change).ok()) {
    change.first_day += std::chrono::days(1);
    ++recorded;
  }
  EXPECT_THAT(test_.store->RecordStepChange(change), HasReason("STORE_FULL"));
  EXPECT_GE(recorded, 20U);
  EXPECT_EQ(Read().size(), recorded);
  EXPECT_EQ(test_.store->OrganisationVersion(Ods("XA1")), recorded);
  test_.options.pages_max = 120;
  test_.Open();
  EXPECT_EQ(Read().size(), recorded);
  EXPECT_THAT(Record("XA1", "", "2026-04-01"), IsOk());
  EXPECT_THAT(test_.store->Health(), IsOk());
}

}  // namespace
}  // namespace trustwatch::store
