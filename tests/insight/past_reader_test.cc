#include "daemon/insight/past_reader.h"

#include <string>
#include <vector>

#include "daemon/history/disclosed_figures.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/insight/insight_builder.h"
#include "tests/insight/random_history.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::insight {
namespace {

using domain::Sight;
using testing::Count;
using testing::DayOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::NoonOf;
using testing::Ods;
using testing::SliceOf;
using testing::Value;

// "calls_offered age:young P1M: 45 *" with the step days in brackets, if any.
std::string Tell(const OrganisationSeries& series) {
  std::string text = fmt::format("{} {} {}:", series.slice->indicator.text(),
                                 series.slice->breakdown.empty() ? "-" : series.slice->breakdown,
                                 series.slice->span.ToString());
  for (const history::Figure& figure : series.past.figures.figures()) {
    text += figure.kind == history::FigureKind::kNumber ? fmt::format(" {}", figure.value) : " *";
  }
  for (const domain::Day day : series.past.step_days) {
    text += fmt::format(" [{}]", domain::ToString(day));
  }
  return text;
}

std::vector<std::string> Tell(const std::vector<OrganisationSeries>& all) {
  std::vector<std::string> texts;
  for (const OrganisationSeries& series : all) texts.push_back(Tell(series));
  return texts;
}

class PastReaderTest : public ::testing::Test {
 protected:
  PastReaderTest() {
    testing::DefinitionsBuilder builder;
    builder.Indicator("calls_offered").small_numbers = {.hide_under = 5, .round_to = 5};
    fixture_.definitions.Replace(builder.Build());
    young_.breakdown = "age:young";
    old_.breakdown = "age:old";
  }

  std::vector<std::string> AsOf(const char* day, Sight sight,
                                const absl::flat_hash_set<std::string>& indicators = {}) {
    return Tell(Value(ReadAsOf(fixture_.store(), *fixture_.definitions.Get(), Ods("XA1"),
                               NoonOf(day), sight, indicators)));
  }

  testing::InsightFixture fixture_;
  domain::Slice whole_ = SliceOf("calls_offered");
  domain::Slice young_ = SliceOf("calls_offered");
  domain::Slice old_ = SliceOf("calls_offered");
  domain::Slice answered_ = SliceOf("calls_answered");
};

TEST_F(PastReaderTest, SaysWhatWasKnownThenInEitherView) {
  fixture_.Report(NoonOf("2026-02-10"), "XA1",
                  {{whole_, "2026-01", Count(43)},
                   {young_, "2026-01", Count(13)},
                   {old_, "2026-01", Count(30)},
                   {answered_, "2026-01", Count(3)}});
  fixture_.Report(NoonOf("2026-03-10"), "XA1", {{young_, "2026-01", Count(3)}});
  EXPECT_THAT(AsOf("2026-02-09", Sight::kDisclosed), IsEmpty());
  EXPECT_THAT(AsOf("2026-02-11", Sight::kDisclosed),
              ElementsAre("calls_answered - P1M: 3", "calls_offered - P1M: 45",
                          "calls_offered age:old P1M: 30", "calls_offered age:young P1M: 15"));
  // 3 is hidden, and the smallest other part with it.
  EXPECT_THAT(AsOf("2026-03-11", Sight::kDisclosed),
              ElementsAre("calls_answered - P1M: 3", "calls_offered - P1M: 45",
                          "calls_offered age:old P1M: *", "calls_offered age:young P1M: *"));
  EXPECT_THAT(AsOf("2026-03-11", Sight::kExact),
              ElementsAre("calls_answered - P1M: 3", "calls_offered - P1M: 43",
                          "calls_offered age:old P1M: 30", "calls_offered age:young P1M: 3"));
}

TEST_F(PastReaderTest, SpansAreDisclosedApart) {
  domain::Slice quarter = young_;
  quarter.span = {.count = 3};
  fixture_.Report(NoonOf("2026-02-10"), "XA1",
                  {{young_, "2026-01", Count(3)},
                   {quarter, "2025-11-01..2026-01-31", Count(11)},
                   {old_, "2026-01", Count(30)}});
  EXPECT_THAT(AsOf("2026-02-11", Sight::kDisclosed),
              ElementsAre("calls_offered age:old P1M: *", "calls_offered age:young P1M: *",
                          "calls_offered age:young P3M: 10"));
}

TEST_F(PastReaderTest, ReadsTheIndicatorsThatAreNamed) {
  fixture_.Report(NoonOf("2026-02-10"), "XA1",
                  {{whole_, "2026-01", Count(43)}, {answered_, "2026-01", Count(3)}});
  EXPECT_THAT(AsOf("2026-02-11", Sight::kExact, {"calls_answered", "seen_in_time"}),
              ElementsAre("calls_answered - P1M: 3"));
}

TEST_F(PastReaderTest, StepChangesAreThoseThatWereKnown) {
  fixture_.Report(NoonOf("2026-02-10"), "XA1",
                  {{whole_, "2026-01", Count(43)}, {answered_, "2026-01", Count(3)}});
  fixture_.stored.clock.Set(NoonOf("2026-02-12"));
  Value(fixture_.store().RecordStepChange({.organisation = Ods("XA1"),
                                           .indicator = testing::Id("calls_offered"),
                                           .first_day = DayOf("2025-07-01"),
                                           .cause = "new ward",
                                           .approved_by = "Head of performance",
                                           .caller = "test"}));
  EXPECT_THAT(AsOf("2026-02-11", Sight::kExact),
              ElementsAre("calls_answered - P1M: 3", "calls_offered - P1M: 43"));
  EXPECT_THAT(AsOf("2026-02-13", Sight::kDisclosed),
              ElementsAre("calls_answered - P1M: 3", "calls_offered - P1M: 45 [2025-07-01]"));
}

TEST_F(PastReaderTest, AnUnknownOrganisationHasNoSeries) {
  EXPECT_THAT(Value(ReadAsOf(fixture_.store(), *fixture_.definitions.Get(), Ods("ZZ9"),
                             absl::InfiniteFuture(), Sight::kExact)),
              IsEmpty());
  EXPECT_THAT(Value(ReadNow(fixture_.store(), fixture_.figures, Ods("ZZ9"))), IsEmpty());
}

TEST_F(PastReaderTest, NowIsAsOfTheEndOfTimeInEitherView) {
  testing::RandomHistory history(7, fixture_, 20);
  for (int step = 0; step < 60; ++step) {
    history.Step();
    for (const char* code : {"XA1", "XB2"}) {
      const auto as_of = [&](Sight sight) {
        return Tell(Value(ReadAsOf(fixture_.store(), *fixture_.definitions.Get(), Ods(code),
                                   absl::InfiniteFuture(), sight)));
      };
      ASSERT_EQ(Tell(Value(ReadNow(fixture_.store(), fixture_.figures, Ods(code)))),
                as_of(Sight::kExact));
      ASSERT_EQ(Tell(Value(ReadNow(fixture_.store(), fixture_.disclosed, Ods(code)))),
                as_of(Sight::kDisclosed));
    }
  }
}

}  // namespace
}  // namespace trustwatch::insight
