#include "daemon/insight/owed.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using testing::DayOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using testing::HasReason;
using ::testing::IsEmpty;
using testing::NoonOf;
using ::testing::SizeIs;
using testing::SliceOf;

class OwedReaderTest : public ::testing::Test {
 protected:
  OwedReaderTest() { fixture_.stored.clock.Set(NoonOf("2026-07-01")); }

  std::vector<OwedItem> Owed(const std::string& organisation,
                             std::optional<domain::Day> day = std::nullopt) {
    return testing::Value(reader_.Owed(organisation, day));
  }
  // Those of XA1 for June, by what has become of them.
  std::vector<std::string> Told() {
    std::vector<std::string> all;
    for (const OwedItem& item : Owed("XA1", DayOf("2026-06-01"))) {
      all.push_back(fmt::format(
          "{} {}", item.indicator.text(),
          item.received_at  ? absl::FormatTime("%m-%d", *item.received_at, absl::UTCTimeZone())
          : item.is_overdue ? "overdue"
                            : "owed"));
    }
    return all;
  }

  testing::InsightFixture fixture_;
  OwedReader reader_{fixture_.store(), fixture_.definitions, fixture_.stored.clock};
};

TEST_F(OwedReaderTest, EveryOrganisationOwesTheLastCompleteMonth) {
  const std::vector<OwedItem> items = Owed("");
  std::vector<std::string> told;
  for (const OwedItem& item : items) {
    told.push_back(fmt::format("{} {} {} {}", item.organisation.text(), item.return_id,
                               item.indicator.text(), item.period.ToString()));
  }
  // XC3 is closed; XD4 is of a kind that owes nothing.
  EXPECT_THAT(told,
              ElementsAre("XA1 monthly calls_answered 2026-06", "XA1 monthly calls_offered 2026-06",
                          "XA1 monthly seen_in_time 2026-06", "XB2 monthly calls_answered 2026-06",
                          "XB2 monthly calls_offered 2026-06", "XB2 monthly seen_in_time 2026-06"));
  EXPECT_THAT(items, Each(Field(&OwedItem::due_at, testing::kJuneIsDue)));
}

TEST_F(OwedReaderTest, WhatHasComeIsReceivedWhenItFirstCame) {
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-06", 10);
  fixture_.ReportCalls(NoonOf("2026-07-09"), "XA1", "2026-06", 12);  // a correction
  EXPECT_THAT(Told(),
              ElementsAre("calls_answered owed", "calls_offered 07-02", "seen_in_time owed"));
}

TEST_F(OwedReaderTest, AnAbsenceIsAnAnswer) {
  fixture_.Report(NoonOf("2026-07-03"), "XA1",
                  {{SliceOf("calls_offered"), "2026-06", domain::NilReturn{}},
                   {SliceOf("calls_answered"), "2026-06", domain::Missing{"system down"}}});
  EXPECT_THAT(Told(),
              ElementsAre("calls_answered 07-03", "calls_offered 07-03", "seen_in_time owed"));
}

TEST_F(OwedReaderTest, WhatIsWithdrawnIsOwedAgain) {
  const auto first = fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-06", 10);
  fixture_.ReportCalls(NoonOf("2026-07-09"), "XA1", "2026-06", 12);
  fixture_.Withdraw(NoonOf("2026-07-10"), first);
  EXPECT_THAT(Told(),
              ElementsAre("calls_answered owed", "calls_offered 07-09", "seen_in_time owed"));
  fixture_.Withdraw(NoonOf("2026-07-11"), 2);
  EXPECT_THAT(Told(),
              ElementsAre("calls_answered owed", "calls_offered owed", "seen_in_time owed"));
}

TEST_F(OwedReaderTest, OverdueBeginsAfterTheLastInstantThatIsInTime) {
  fixture_.stored.clock.Set(testing::kJuneIsDue);
  EXPECT_THAT(Told(),
              ElementsAre("calls_answered owed", "calls_offered owed", "seen_in_time owed"));
  fixture_.stored.clock.Set(testing::kJuneIsDue + absl::Seconds(1));
  EXPECT_THAT(Told(), ElementsAre("calls_answered overdue", "calls_offered overdue",
                                  "seen_in_time overdue"));
  fixture_.ReportCalls(NoonOf("2026-07-20"), "XA1", "2026-06", 10);
  EXPECT_THAT(Told(),
              ElementsAre("calls_answered overdue", "calls_offered 07-20", "seen_in_time overdue"))
      << "late is received";
}

TEST_F(OwedReaderTest, OtherPeriodsAndSlicesPayNothing) {
  domain::Slice young = SliceOf("calls_offered");
  young.breakdown = "age:under18";
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  fixture_.Report(NoonOf("2026-07-02"), "XA1",
                  {{young, "2026-06", testing::Count(1)},
                   {quarter, "2026-04-01..2026-06-30", testing::Count(70)},
                   {SliceOf("calls_offered"), "2026-05", testing::Count(1)}});
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XB2", "2026-06", 10);
  EXPECT_THAT(Told(),
              ElementsAre("calls_answered owed", "calls_offered owed", "seen_in_time owed"));
}

TEST_F(OwedReaderTest, AnyDayOfAMonthMeansTheMonth) {
  fixture_.ReportCalls(NoonOf("2026-07-02"), "XA1", "2026-02", 10);
  for (const char* day : {"2026-02-01", "2026-02-15", "2026-02-28"}) {
    const auto items = Owed("XA1", DayOf(day));
    ASSERT_THAT(items, SizeIs(3)) << day;
    EXPECT_EQ(items[1].period, testing::PeriodOf("2026-02"));
    EXPECT_TRUE(items[1].received_at);
  }
}

TEST_F(OwedReaderTest, AnOrganisationOwesOnlyWhileItIsOpen) {
  EXPECT_THAT(Owed("XC3", DayOf("2020-03-01")), SizeIs(3));
  EXPECT_THAT(Owed("XC3", DayOf("2020-04-01")), IsEmpty());
  EXPECT_THAT(Owed("XD4"), IsEmpty());
}

TEST_F(OwedReaderTest, ARollingQuarterIsOwedByItsEnd) {
  testing::DefinitionsBuilder builder;
  builder.returns[0].items = {
      {testing::Id("seen_in_time"), {.unit = domain::Span::Unit::kMonths, .count = 3}}};
  fixture_.definitions.Replace(builder.Build());
  domain::Slice quarter = SliceOf("seen_in_time");
  quarter.span.count = 3;
  fixture_.Report(NoonOf("2026-07-02"), "XA1",
                  {{quarter, "2026-04-01..2026-06-30", testing::Count(70)}});
  EXPECT_THAT(Told(), ElementsAre("seen_in_time 07-02"));
}

TEST_F(OwedReaderTest, NamesAreChecked) {
  EXPECT_THAT(reader_.Owed("ZZ9", std::nullopt), HasReason("ORGANISATION_UNKNOWN"));
  EXPECT_THAT(reader_.Owed("x", std::nullopt), HasReason("ORGANISATION_MALFORMED"));
}

}  // namespace
}  // namespace trustwatch::insight
