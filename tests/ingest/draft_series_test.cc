#include "daemon/ingest/draft_series.h"

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/limits.h"
#include "daemon/domain/receipt.h"
#include "daemon/stats/run_rules.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/judge_fixture.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

using domain::DraftObservation;
using domain::Effect;
using domain::Finding;
using domain::Outcome;
using ingest::Judgement;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> ReasonsOf(const Judgement& judgement) {
  std::vector<std::string> reasons;
  for (const Finding& finding : judgement.findings) reasons.push_back(finding.reason);
  return reasons;
}

class DraftSeriesTest : public ::testing::Test {
 protected:
  DraftSeriesTest() : bench_(Definitions()) {}

  static DefinitionsBuilder Definitions() {
    DefinitionsBuilder builder = JudgeDefinitions();
    builder.Indicator("calls_offered").plausible.reset();
    builder.Indicator("calls_offered").direction = domain::Direction::kLower;
    builder.Indicator("seen_in_time").plausible.reset();
    return builder;
  }

  // calls_offered of the twelve months to March 2026, in order.
  void PutYear(const std::vector<double>& values, std::string_view indicator = "calls_offered") {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string month =
          i < 9 ? fmt::format("2025-{:02}", i + 4) : fmt::format("2026-{:02}", i - 8);
      bench_.store.Put(SliceOf(indicator), PeriodOf(month), domain::Number{.value = values[i]});
    }
  }
  static const std::vector<double>& Steady() {
    static const auto& values =
        *new std::vector<double>{1013, 978, 1005, 991, 1022, 969, 1010, 987, 1031, 996, 975, 1009};
    return values;
  }

  JudgeBench bench_;
};

TEST_F(DraftSeriesTest, AnOrdinaryFigureRaisesNoQuestion) {
  PutYear(Steady());
  const Judgement judgement = bench_.Judge(DraftOf({RowOf("calls_offered", Figure(1000))}));
  EXPECT_THAT(ReasonsOf(judgement), IsEmpty());
  ASSERT_THAT(judgement.outlooks, SizeIs(1));
  ASSERT_TRUE(judgement.outlooks[0].has_value());
  EXPECT_EQ(judgement.outlooks[0]->variation, stats::Variation::kCommonCause);
  EXPECT_EQ(judgement.outlooks[0]->before, std::nullopt);
}

TEST_F(DraftSeriesTest, TenTimesTheUsualIsRefusedUntilItIsExplained) {
  PutYear(Steady());
  DraftObservation row = RowOf("calls_offered", Figure(10100));
  const Judgement asked = bench_.Judge(DraftOf({row}));
  EXPECT_THAT(ReasonsOf(asked), ElementsAre("MULTIPLE_OF_USUAL"));
  EXPECT_EQ(asked.outcome, Outcome::kRefused);
  EXPECT_THAT(asked.findings[0].message, HasSubstr("ten times"));
  EXPECT_THAT(asked.findings[0].cure, HasSubstr("explanation"));
  EXPECT_EQ(asked.findings[0].field, "value.number.value");
  EXPECT_EQ(asked.findings[0].value, "10100");

  row.explanation = "A second line was opened.";
  const Judgement explained = bench_.Judge(DraftOf({row}));
  EXPECT_EQ(explained.outcome, Outcome::kAccepted);
  EXPECT_THAT(ReasonsOf(explained), ElementsAre("MULTIPLE_OF_USUAL"));
  EXPECT_EQ(explained.findings[0].explanation, "A second line was opened.");
}

TEST_F(DraftSeriesTest, AQuestionedFigureSaysHowItWouldLook) {
  PutYear(Steady());
  const Judgement asked = bench_.Judge(DraftOf({RowOf("calls_offered", Figure(10100))}));
  ASSERT_TRUE(asked.outlooks[0].has_value());
  EXPECT_EQ(asked.outlooks[0]->label, stats::Label::kAboveUpper);
  EXPECT_EQ(asked.outlooks[0]->variation, stats::Variation::kConcern) << "fewer are better";
  ASSERT_TRUE(asked.outlooks[0]->verdict.has_value());
  EXPECT_EQ(asked.outlooks[0]->verdict->verdict.variation, stats::Variation::kConcern);
}

TEST_F(DraftSeriesTest, TheFigureOfTheMonthBeforeSentAgainIsAsked) {
  PutYear(Steady());
  EXPECT_THAT(ReasonsOf(bench_.Judge(DraftOf({RowOf("calls_offered", Figure(1009))}))),
              ElementsAre("COPY_OF_PERIOD_BEFORE"));
  EXPECT_THAT(ReasonsOf(bench_.Judge(DraftOf({RowOf("calls_offered", Figure(975))}))), IsEmpty())
      << "of an earlier month: a repeat by chance";
}

TEST_F(DraftSeriesTest, WhatIsCurrentAlreadyIsNotAskedAgain) {
  PutYear(Steady());
  bench_.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), domain::Number{.value = 10100});
  const Judgement judgement = bench_.Judge(DraftOf({RowOf("calls_offered", Figure(10100))}));
  EXPECT_THAT(ReasonsOf(judgement), IsEmpty());
  EXPECT_THAT(judgement.effects, ElementsAre(Effect::kUnchanged));
}

TEST_F(DraftSeriesTest, ACorrectionSaysWhatItChanges) {
  PutYear(Steady());
  bench_.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), domain::Number{.value = 990});
  const Judgement judgement = bench_.Judge(DraftOf({RowOf("calls_offered", Figure(1001))}));
  ASSERT_TRUE(judgement.outlooks[0].has_value());
  EXPECT_EQ(judgement.outlooks[0]->before, domain::Value(domain::Number{.value = 990}));
  EXPECT_EQ(judgement.outlooks[0]->change, 11);
}

TEST_F(DraftSeriesTest, RowsOfOneDraftAreHistoryForEachOther) {
  std::vector<DraftObservation> rows;
  for (std::size_t i = 0; i < Steady().size(); ++i) {
    rows.push_back(
        RowOf("calls_offered", Figure(Steady()[i]),
              i < 9 ? fmt::format("2025-{:02}", i + 4) : fmt::format("2026-{:02}", i - 8)));
  }
  rows.push_back(RowOf("calls_offered", Figure(10100), "2026-04"));
  const Judgement judgement = bench_.Judge(DraftOf(rows));
  EXPECT_THAT(ReasonsOf(judgement), ElementsAre("MULTIPLE_OF_USUAL"));
  EXPECT_EQ(judgement.findings[0].observation_index, 12);
  ASSERT_TRUE(judgement.outlooks[0].has_value());
  EXPECT_EQ(judgement.outlooks[0]->verdict, std::nullopt) << "not the latest period";
  EXPECT_TRUE(judgement.outlooks[12]->verdict.has_value());
}

TEST_F(DraftSeriesTest, WhatLiesBeforeAStepChangeSaysNothing) {
  PutYear(Steady());
  bench_.store.PutStepChange({.organisation = Ods("XA1"),
                              .first_day = DayOf("2026-04-01"),
                              .cause = "two lines became one",
                              .approved_by = "Head of performance",
                              .caller = "test"});
  const Judgement judgement = bench_.Judge(DraftOf({RowOf("calls_offered", Figure(10100))}));
  EXPECT_THAT(ReasonsOf(judgement), IsEmpty());
  EXPECT_EQ(judgement.outlooks[0]->variation, stats::Variation::kCommonCause);
}

TEST_F(DraftSeriesTest, ARefusedRowHasNoOutlookAndIsNoHistory) {
  PutYear(Steady());
  const Judgement judgement =
      bench_.Judge(DraftOf({RowOf("calls_offered", Figure(-4), "2026-04"),
                            RowOf("calls_offered", Figure(1003), "2026-05")}));
  EXPECT_THAT(ReasonsOf(judgement), ElementsAre("VALUE_BELOW_MINIMUM"));
  ASSERT_THAT(judgement.outlooks, SizeIs(2));
  EXPECT_FALSE(judgement.outlooks[0].has_value());
  ASSERT_TRUE(judgement.outlooks[1].has_value()) << "it is held back, and would look so";
  EXPECT_EQ(judgement.outlooks[1]->verdict->verdict.baseline_points, 13U);
}

TEST_F(DraftSeriesTest, AnAbsenceIsUnknownAndAsksNothing) {
  PutYear(Steady());
  const Judgement judgement = bench_.Judge(DraftOf({RowOf("calls_offered", domain::Suppressed{})}));
  EXPECT_THAT(ReasonsOf(judgement), IsEmpty());
  ASSERT_TRUE(judgement.outlooks[0]->verdict.has_value());
  EXPECT_FALSE(judgement.outlooks[0]->verdict->verdict.latest_known);
}

TEST_F(DraftSeriesTest, NobodyWhoDoesNotAskGetsOutlooks) {
  PutYear(Steady());
  domain::Draft draft = DraftOf({RowOf("calls_offered", Figure(10100))});
  draft.skip_outlooks = true;
  const Judgement judgement = bench_.Judge(draft);
  EXPECT_THAT(judgement.outlooks, IsEmpty());
  EXPECT_THAT(ReasonsOf(judgement), ElementsAre("MULTIPLE_OF_USUAL"))
      << "and is asked all the same";
}

TEST_F(DraftSeriesTest, OnlyTheFirstRowsOfALongDraftHaveOutlooks) {
  std::vector<DraftObservation> rows;
  for (std::size_t i = 0; i < domain::kOutlooksPerReplyMax + 3; ++i) {
    rows.push_back(RowOf("calls_offered", Figure(100)));
    rows.back().breakdown = fmt::format("ward:{}", i);
  }
  const Judgement judgement = bench_.Judge(DraftOf(rows));
  EXPECT_THAT(judgement.outlooks, SizeIs(domain::kOutlooksPerReplyMax));
  EXPECT_TRUE(judgement.outlooks.back().has_value());
}

// A figure after a steady year, and what is asked of it.
struct SlipCase {
  std::string name;
  std::string_view indicator;
  std::vector<double> year;
  double value = 0;
  std::string reason;  // empty: nothing
};

void PrintTo(const SlipCase& slip, std::ostream* out) { *out << slip.name; }

class SlipCases : public ::testing::TestWithParam<SlipCase> {};

TEST_P(SlipCases, IsAsked) {
  const SlipCase& slip = GetParam();
  DefinitionsBuilder builder = JudgeDefinitions();
  for (domain::Indicator& indicator : builder.indicators) indicator.plausible.reset();
  JudgeBench bench(builder);
  for (std::size_t i = 0; i < slip.year.size(); ++i) {
    bench.store.Put(
        SliceOf(slip.indicator),
        PeriodOf(i < 9 ? fmt::format("2025-{:02}", i + 4) : fmt::format("2026-{:02}", i - 8)),
        domain::Number{.value = slip.year[i]});
  }
  const Judgement judgement = bench.Judge(DraftOf({RowOf(slip.indicator, Figure(slip.value))}));
  if (slip.reason.empty()) {
    EXPECT_THAT(ReasonsOf(judgement), IsEmpty());
  } else {
    EXPECT_THAT(ReasonsOf(judgement), ElementsAre(slip.reason));
  }
}

const std::vector<double>& Percentages() {
  static const auto& values = *new std::vector<double>{91.2, 93.4, 92.1, 90.8, 94.0, 92.7,
                                                       91.9, 93.1, 92.5, 90.4, 93.8, 92.2};
  return values;
}
const std::vector<double>& Money() {
  static const auto& values = *new std::vector<double>{51200, 49300, 52800, 50100, 48700, 51900,
                                                       50600, 49900, 52100, 50800, 49100, 51500};
  return values;
}

INSTANTIATE_TEST_SUITE_P(
    Slips, SlipCases,
    ::testing::Values(
        SlipCase{"AHundredTimes",
                 "calls_offered",
                 {41, 38, 44, 40, 37, 42, 39, 43, 41, 38, 40, 42},
                 4100,
                 "MULTIPLE_OF_USUAL"},
        SlipCase{"ATenth", "cost_saved", Money(), 5120, "PART_OF_USUAL"},
        SlipCase{"FractionForPercent", "seen_in_time", Percentages(), 0.93, "LOOKS_LIKE_FRACTION"},
        SlipCase{"PoundsForThousands", "cost_saved", Money(), 51.3, "LOOKS_LIKE_OTHER_UNIT"},
        SlipCase{"LostSign", "cost_saved", Money(), -50700, "LOOKS_LIKE_WRONG_SIGN"},
        SlipCase{"Outlier", "cost_saved", Money(), 91300, "UNUSUAL_FOR_SERIES"},
        SlipCase{"Within", "cost_saved", Money(), 50950, ""},
        SlipCase{"ALittleOutside", "cost_saved", Money(), 53100, ""},
        SlipCase{"AnEventAmongZeros", "calls_offered", {0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0}, 2, ""},
        SlipCase{"ZeroAfterZero", "calls_offered", {0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0}, 0, ""},
        SlipCase{"NoHistory", "calls_offered", {}, 4100, ""}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace trustwatch::testing
