#include "daemon/insight/return_months.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/insight/owed.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::Count;
using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::NoonOf;
using testing::Ods;
using testing::SliceOf;
using testing::Value;

// "monthly: 2026-05 owed/received/in time, ..."
std::vector<std::string> Tell(const std::vector<ReturnHistory>& histories) {
  std::vector<std::string> all;
  for (const ReturnHistory& history : histories) {
    std::string text = history.owed->id + ":";
    for (const MonthCount& count : history.months) {
      text += fmt::format(" {} {}/{}/{}", count.month.ToString(), count.owed_count,
                          count.received_count, count.in_time_count);
    }
    all.push_back(text);
  }
  return all;
}

class ReturnMonthsTest : public ::testing::Test {
 protected:
  // Somebody else's figure makes May the first month, and now is in July.
  ReturnMonthsTest() {
    fixture_.ReportCalls(NoonOf("2026-06-10"), "XB2", "2026-05", 1);
    fixture_.stored.clock.Set(NoonOf("2026-07-20"));
  }

  ReturnMonths Make(std::optional<absl::Time> as_of = std::nullopt, store::LastDays days = {}) {
    definitions_ = fixture_.definitions.Get();
    return Value(ReturnMonths::Make(fixture_.store(), *definitions_, as_of,
                                    fixture_.stored.clock.Now(), days));
  }
  std::vector<std::string> Told(std::string_view organisation = "XA1",
                                std::optional<absl::Time> as_of = std::nullopt) {
    const ReturnMonths months = Make(as_of);
    return Tell(Value(months.Received(*definitions_->organisations.Find(Ods(organisation)))));
  }

  testing::InsightFixture fixture_;
  std::shared_ptr<const domain::Definitions> definitions_;
};

TEST_F(ReturnMonthsTest, WhoeverReportedNothingOwesAsWell) {
  EXPECT_THAT(Told("XA1"), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/0/0"));
  EXPECT_THAT(Told("XB2"), ElementsAre("monthly: 2026-05 3/1/1 2026-06 3/0/0"));
}

TEST_F(ReturnMonthsTest, EarlyAndLateAreToldApartAtTheDeadline) {
  fixture_.ReportCalls(testing::kJuneIsDue, "XA1", "2026-06", 10);
  EXPECT_THAT(Told(), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/1/1"));
  fixture_.Report(testing::kJuneIsDue + absl::Seconds(1), "XA1",
                  {{SliceOf("calls_answered"), "2026-06", Count(9)},
                   {SliceOf("seen_in_time"), "2026-06", domain::NilReturn{}}});
  EXPECT_THAT(Told(), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/3/1"));
}

TEST_F(ReturnMonthsTest, ACorrectionAfterTheDeadlineKeepsItInTime) {
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-06", 10);
  fixture_.ReportCalls(NoonOf("2026-07-16"), "XA1", "2026-06", 12);
  EXPECT_THAT(Told(), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/1/1"));
}

TEST_F(ReturnMonthsTest, WhatIsWithdrawnIsOwedAgainAndLateOnceItComes) {
  fixture_.Withdraw(NoonOf("2026-07-15"),
                    fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-06", 10));
  EXPECT_THAT(Told(), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/0/0"));
  fixture_.ReportCalls(NoonOf("2026-07-16"), "XA1", "2026-06", 12);
  EXPECT_THAT(Told(), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/1/0"));
}

TEST_F(ReturnMonthsTest, OtherSlicesPayNothing) {
  domain::Slice young = SliceOf("calls_offered");
  young.breakdown = "age:under18";
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  fixture_.Report(NoonOf("2026-07-02"), "XA1",
                  {{young, "2026-06", Count(1)}, {quarter, "2026-04-01..2026-06-30", Count(70)}});
  EXPECT_THAT(Told(), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/0/0"));
}

TEST_F(ReturnMonthsTest, AClosedOrganisationOwedWhileItWasOpen) {
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XB2", "2020-02", 1);
  EXPECT_THAT(Told("XC3"), ElementsAre("monthly: 2020-02 3/0/0 2020-03 3/0/0"));
}

TEST_F(ReturnMonthsTest, WhoOwesNothingHasNoMonth) {
  EXPECT_THAT(Told("XD4"), IsEmpty());
  DefinitionsBuilder builder;
  builder.returns[0].required = false;
  fixture_.definitions.Replace(builder.Build());
  EXPECT_THAT(Told("XA1"), IsEmpty());
}

// Quarters end in June and September; the years of the other return in March.
TEST_F(ReturnMonthsTest, AMonthInWhichNothingIsOwedIsNotThere) {
  DefinitionsBuilder builder;
  builder.returns[0].items = {
      {testing::Id("seen_in_time"), {.unit = domain::Span::Unit::kMonths, .count = 3}}};
  builder.returns[0].every_months = 3;
  builder.returns.push_back({.id = "last_first",
                             .owed_by = {"mental_health_trust"},
                             .items = {{testing::Id("calls_offered"), {}}}});
  fixture_.definitions.Replace(builder.Build());
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  fixture_.Report(NoonOf("2026-07-02"), "XA1", {{quarter, "2026-04-01..2026-06-30", Count(70)}});
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-05", 10);  // due in June
  EXPECT_THAT(Told(),
              ElementsAre("last_first: 2026-05 1/1/0 2026-06 1/0/0", "monthly: 2026-06 1/1/1"));
}

TEST_F(ReturnMonthsTest, BeforeAnybodyReportedNothingIsCounted) {
  EXPECT_THAT(Told("XA1", NoonOf("2026-06-09")), IsEmpty());
}

// June is complete in London from 23:00 UTC on its last day, summer time.
TEST_F(ReturnMonthsTest, AsOfAnInstantThereIsWhatWasKnownAndCompleteThen) {
  const auto sent = fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-06", 10);
  fixture_.Withdraw(NoonOf("2026-07-15"), sent);
  const absl::Time july =
      absl::FromCivil(absl::CivilSecond(2026, 6, 30, 23, 0, 0), absl::UTCTimeZone());
  EXPECT_THAT(Told("XA1", july - absl::Seconds(1)), ElementsAre("monthly: 2026-05 3/0/0"));
  EXPECT_THAT(Told("XA1", july), ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/0/0"));
  EXPECT_THAT(Told("XA1", NoonOf("2026-07-14")),
              ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/1/1"));
  EXPECT_THAT(Told("XA1", NoonOf("2026-07-15")),
              ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/0/0"));
  EXPECT_THAT(Told("XA1", NoonOf("2027-01-01")),
              ElementsAre("monthly: 2026-05 3/0/0 2026-06 3/0/0"))
      << "no month is over before it is";
}

TEST_F(ReturnMonthsTest, SomeDaysOnly) {
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XB2", "2026-03", 1);
  const ReturnMonths months =
      Make(std::nullopt, {.from = DayOf("2026-04-30"), .to = DayOf("2026-06-29")});
  EXPECT_THAT(Tell(months.Owed(*definitions_->organisations.Find(Ods("XB2")))),
              ElementsAre("monthly: 2026-04 3/0/0 2026-05 3/0/0"));
  EXPECT_THAT(Tell(Value(months.Received(*definitions_->organisations.Find(Ods("XB2"))))),
              ElementsAre("monthly: 2026-04 3/0/0 2026-05 3/1/1"));
}

// The other reader of the same facts, month by month.
TEST_F(ReturnMonthsTest, EveryMonthIsWhatOwedReaderSaysOfIt) {
  fixture_.ReportCalls(NoonOf("2026-05-02"), "XA1", "2026-03", 1);
  fixture_.ReportCalls(NoonOf("2026-07-18"), "XA1", "2026-06", 1);
  const OwedReader owed(fixture_.store(), fixture_.definitions, fixture_.stored.clock);
  const ReturnMonths months = Make();
  for (const domain::Organisation& organisation : definitions_->organisations.organisations()) {
    for (const ReturnHistory& history : Value(months.Received(organisation))) {
      for (const MonthCount& count : history.months) {
        int owed_count = 0;
        int received_count = 0;
        int in_time_count = 0;
        for (const OwedItem& item :
             Value(owed.Owed(organisation.code.ToString(), count.month.first()))) {
          ++owed_count;
          if (item.received_at) ++received_count;
          if (item.received_at && *item.received_at <= item.due_at) ++in_time_count;
        }
        EXPECT_EQ(count.owed_count, owed_count);
        EXPECT_EQ(count.received_count, received_count);
        EXPECT_EQ(count.in_time_count, in_time_count);
      }
    }
  }
}

}  // namespace
}  // namespace trustwatch::insight
