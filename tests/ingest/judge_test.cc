#include "daemon/ingest/judge.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/judge_fixture.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

using domain::DraftNumber;
using domain::DraftObservation;
using domain::Effect;
using domain::Finding;
using domain::Level;
using domain::Outcome;
using domain::Status;
using ingest::Judgement;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> ReasonsGiven(const Judgement& judgement) {
  std::vector<std::string> reasons;
  for (const Finding& finding : judgement.findings) reasons.push_back(finding.reason);
  return reasons;
}

// Rows on the right side of a border, judged on 2026-07-01.
struct GoodRow {
  std::string_view name;
  DraftObservation row;
  std::string organisation = "XA1";
};

void PrintTo(const GoodRow& good, std::ostream* out) { *out << good.name; }

DraftObservation Cut(std::string breakdown) {
  DraftObservation row = RowOf("calls_offered", Figure(100));
  row.breakdown = std::move(breakdown);
  return row;
}

std::vector<GoodRow> GoodRows() {
  return {
      {"ZeroIsAFigure", RowOf("calls_answered", Figure(0))},
      {"LowestPlausible", RowOf("calls_offered", Figure(10))},
      {"HighestPlausible", RowOf("calls_offered", Figure(5000))},
      {"LargestExactCount", RowOf("calls_answered", Figure(9007199254740992.0))},
      {"Exactly100Percent", RowOf("seen_in_time", Figure(100))},
      {"NumeratorEqualsDenominator", RowOf("seen_in_time", Ratio(80, 80))},
      {"TheWholeWhereMoreMayBe", RowOf("bed_occupancy", Ratio(80, 80))},
      // 100 x 0.07 / 0.07 in doubles is 100.00000000000001.
      {"AllOfAnOddDenominator", RowOf("seen_in_time", Ratio(0.07, 0.07))},
      // 100 x 50 / 90 = 55.5555...
      {"RoundedToWhole", RowOf("seen_in_time", Ratio(50, 90, 56))},
      {"RoundedToOneDecimal", RowOf("seen_in_time", Ratio(50, 90, 55.6))},
      {"RoundedToTwoDecimals", RowOf("seen_in_time", Ratio(50, 90, 55.56))},
      {"RoundedToSixDecimals", RowOf("seen_in_time", Ratio(50, 90, 55.555556))},
      {"NotRounded", RowOf("seen_in_time", Ratio(50, 90, 100.0 * 50 / 90))},
      // 100 x 50 / 80 = 62.5: a half may go either way.
      {"HalfUp", RowOf("seen_in_time", Ratio(50, 80, 63))},
      {"HalfDown", RowOf("seen_in_time", Ratio(50, 80, 62))},
      // 100 x 57 / 80 = 71.25, and a tenth beside it.
      {"HalfOfATenth", RowOf("seen_in_time", Ratio(57, 80, 71.3))},
      // 22,835 pounds over 30.5 days: 748.688...
      {"MoneyWithPence", RowOf("bed_cost", Ratio(22835, 30.5, 748.69))},
      {"MoneyAboveItsDenominator", RowOf("bed_cost", Ratio(400000, 800))},
      {"FractionOfOne", RowOf("share_out_of_area", Ratio(20, 100, 0.2))},
      {"Savings", RowOf("cost_saved", Figure(3500000.25))},
      {"NegativeSavings", RowOf("cost_saved", Figure(-3500000.25))},
      {"NilReturn", RowOf("calls_offered", domain::NilReturn{})},
      {"NotApplicable", RowOf("calls_offered", domain::NotApplicable{})},
      {"Suppressed", RowOf("calls_offered", domain::Suppressed{})},
      {"MissingWithReason", RowOf("calls_offered", domain::Missing{std::string(500, 'r')})},
      {"LastDayYesterday", RowOf("calls_offered", Figure(100), "2026-06")},
      {"ClosedOnTheLastDay", RowOf("calls_offered", Figure(100), "2020-03"), "XC3"},
      {"OpenedOnTheFirstDay", RowOf("calls_offered", Figure(100), "2026-03"), "XN5"},
      {"PercentWithItsSign",
       RowOf("seen_in_time",
             domain::DraftNumber{.value = 62.5, .unit_sign = domain::UnitSign::kPercent})},
      {"PoundsWithTheirSign",
       RowOf("bed_cost",
             domain::DraftNumber{.value = 450, .unit_sign = domain::UnitSign::kPounds})},
      {"AQuarter", RowOf("quarterly", Figure(1), "2026-01-01..2026-03-31")},
      {"LastPeriodOfItsReturn", RowOf("old_measure", Figure(1), "2025-12")},
      {"LongestBreakdown", Cut(std::string(64, 'b'))},
      {"Breakdown", Cut("ethnicity:white_british-1")},
  };
}

class GoodRowTest : public ::testing::TestWithParam<GoodRow> {};

TEST_P(GoodRowTest, IsAcceptedWithoutAWord) {
  domain::Draft draft = DraftOf({GetParam().row});
  draft.organisation = GetParam().organisation;
  JudgeBench bench;
  const Judgement judgement = bench.Judge(draft);
  EXPECT_THAT(ReasonsGiven(judgement), IsEmpty());
  EXPECT_EQ(judgement.outcome, Outcome::kAccepted);
  EXPECT_THAT(judgement.effects, ElementsAre(Effect::kNew));
}

INSTANTIATE_TEST_SUITE_P(Borders, GoodRowTest, ::testing::ValuesIn(GoodRows()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Judge, ValueIsComputedFromNumeratorAndDenominator) {
  JudgeBench bench;
  const Judgement judgement = bench.Judge(DraftOf({RowOf("seen_in_time", Ratio(50, 80))}));
  ASSERT_EQ(judgement.observations.size(), 1U);
  // 100 x 50 / 80
  EXPECT_EQ(judgement.observations[0].value,
            domain::Value(domain::Number{.value = 62.5, .numerator = 50, .denominator = 80}));
}

TEST(Judge, NegativeZeroBecomesZero) {
  JudgeBench bench;
  const Judgement judgement = bench.Judge(DraftOf({RowOf("calls_answered", Figure(-0.0))}));
  ASSERT_EQ(judgement.observations.size(), 1U);
  EXPECT_FALSE(std::signbit(std::get<domain::Number>(judgement.observations[0].value).value));
}

TEST(Judge, ReasonOfAbsenceIsKeptWithoutBlanksAround) {
  JudgeBench bench;
  const Judgement judgement =
      bench.Judge(DraftOf({RowOf("calls_offered", domain::Missing{"  system down \n"})}));
  ASSERT_EQ(judgement.observations.size(), 1U);
  EXPECT_EQ(judgement.observations[0].value, domain::Value(domain::Missing{"system down"}));
}

TEST(Judge, SaysAllThatIsWrongWithARowAtOnce) {
  DraftObservation row = RowOf("weather", Figure(NAN));
  row.breakdown = "A B";
  row.first_day = domain::WrittenDate{2026, 2, 30};
  row.last_day = domain::WrittenDate{2026, 13, 1};
  row.explanation = std::string(501, 'e');
  JudgeBench bench;
  EXPECT_THAT(ReasonsGiven(bench.Judge(DraftOf({row}))),
              ElementsAre("INDICATOR_UNKNOWN", "BREAKDOWN_MALFORMED", "DATE_MALFORMED",
                          "DATE_MALFORMED", "NOT_FINITE", "TEXT_TOO_LONG"));
}

TEST(Judge, SaysAllThatIsWrongWithAFigureAtOnce) {
  JudgeBench bench;
  domain::Draft draft = DraftOf({RowOf("calls_offered", Figure(-2.5), "2027-01")});
  draft.organisation = "XD4";
  EXPECT_THAT(ReasonsGiven(bench.Judge(draft)),
              ElementsAre("VALUE_NOT_WHOLE", "VALUE_BELOW_MINIMUM", "PERIOD_IN_FUTURE",
                          "INDICATOR_NOT_OWED"));
}

TEST(Judge, AContradictionDoesNotHideALimit) {
  JudgeBench bench;
  EXPECT_THAT(ReasonsGiven(bench.Judge(DraftOf({RowOf("seen_in_time", Ratio(50, 80, 625))}))),
              ElementsAre("VALUE_INCONSISTENT", "VALUE_ABOVE_MAXIMUM"));
}

TEST(Judge, FindingsOfAllRowsComeInTheOrderOfTheRows) {
  JudgeBench bench;
  const Judgement judgement = bench.Judge(DraftOf({
      RowOf("calls_offered", Figure(-1)),
      RowOf("calls_answered", Figure(7)),
      RowOf("calls_answered", Figure(8)),
      RowOf("seen_in_time", Figure(101)),
  }));
  EXPECT_THAT(ReasonsGiven(judgement), ElementsAre("VALUE_BELOW_MINIMUM", "DUPLICATE_ROW",
                                                   "DUPLICATE_ROW", "VALUE_ABOVE_MAXIMUM"));
  EXPECT_EQ(judgement.refused_count, 4);
}

TEST(JudgeDuplicates, BothRowsAreRefusedAndNameEachOther) {
  JudgeBench bench;
  const Judgement judgement = bench.Judge(DraftOf({
      RowOf("calls_offered", Figure(100)),
      RowOf("calls_answered", Figure(90)),
      RowOf("calls_offered", Figure(100)),
  }));
  ASSERT_THAT(ReasonsGiven(judgement), ElementsAre("DUPLICATE_ROW", "DUPLICATE_ROW"));
  EXPECT_EQ(judgement.findings[0].observation_index, 0);
  EXPECT_THAT(judgement.findings[0].related_indexes, ElementsAre(2));
  EXPECT_EQ(judgement.findings[1].observation_index, 2);
  EXPECT_THAT(judgement.findings[1].related_indexes, ElementsAre(0));
  EXPECT_THAT(judgement.findings[0].message,
              HasSubstr("calls_offered for 2026-04 stands in this submission twice"));
  EXPECT_THAT(judgement.effects,
              ElementsAre(Effect::kRefused, Effect::kHeldBack, Effect::kRefused));
}

TEST(JudgeDuplicates, TheFirstOfThreeNamesTheOthers) {
  JudgeBench bench;
  const DraftObservation row = RowOf("calls_offered", Figure(100));
  const Judgement judgement = bench.Judge(DraftOf({row, row, row}));
  ASSERT_EQ(judgement.findings.size(), 3U);
  EXPECT_THAT(judgement.findings[0].related_indexes, ElementsAre(1, 2));
  EXPECT_THAT(judgement.findings[1].related_indexes, ElementsAre(0));
  EXPECT_THAT(judgement.findings[2].related_indexes, ElementsAre(0));
}

TEST(JudgeDuplicates, ABadValueDoesNotHideThem) {
  JudgeBench bench;
  EXPECT_THAT(ReasonsGiven(bench.Judge(DraftOf({RowOf("calls_offered", Figure(-1)),
                                                RowOf("calls_offered", domain::NilReturn{})}))),
              ElementsAre("VALUE_BELOW_MINIMUM", "DUPLICATE_ROW", "DUPLICATE_ROW"));
}

TEST(JudgeDuplicates, AnotherBreakdownPeriodOrSpanIsAnotherFigure) {
  DefinitionsBuilder builder = JudgeDefinitions();
  builder.returns[0].items.push_back(
      {Id("seen_in_time"), {.unit = domain::Span::Unit::kMonths, .count = 3}});
  DraftObservation cut = RowOf("seen_in_time", Figure(50));
  cut.breakdown = "age:18-64";
  JudgeBench bench(builder);
  EXPECT_THAT(ReasonsGiven(bench.Judge(DraftOf({
                  RowOf("seen_in_time", Figure(50)),
                  cut,
                  RowOf("seen_in_time", Figure(50), "2026-03"),
                  RowOf("seen_in_time", Figure(50), "2026-02-01..2026-04-30"),
              }))),
              IsEmpty());
}

TEST(JudgeExplanations, AnExplanationMakesAnUnusualValueAcceptableAndIsKept) {
  JudgeBench bench;
  DraftObservation row = RowOf("bed_cost", Figure(150));
  row.explanation = " New contract from 1 April ";
  const Judgement judgement = bench.Judge(DraftOf({row}));
  EXPECT_EQ(judgement.outcome, Outcome::kAccepted);
  ASSERT_THAT(ReasonsGiven(judgement), ElementsAre("VALUE_IMPLAUSIBLE"));
  EXPECT_EQ(judgement.findings[0].level, Level::kExplain);
  EXPECT_EQ(judgement.findings[0].explanation, "New contract from 1 April");
}

TEST(JudgeExplanations, DoNotHealWhatIsRefused) {
  JudgeBench bench;
  DraftObservation row = RowOf("calls_offered", Figure(-3));
  row.explanation = "we are sure";
  const Judgement judgement = bench.Judge(DraftOf({row}));
  EXPECT_EQ(judgement.outcome, Outcome::kRefused);
  EXPECT_EQ(judgement.findings.at(0).explanation, "");
}

TEST(JudgeOutcome, OneBadRowHoldsBackAllOthers) {
  JudgeBench bench;
  const Judgement judgement = bench.Judge(
      DraftOf({RowOf("calls_offered", Figure(100)), RowOf("seen_in_time", Figure(101))}));
  EXPECT_EQ(judgement.outcome, Outcome::kRefused);
  EXPECT_THAT(judgement.effects, ElementsAre(Effect::kHeldBack, Effect::kRefused));
  EXPECT_THAT(judgement.observations, IsEmpty());
  EXPECT_EQ(judgement.new_count, 0);
  EXPECT_EQ(judgement.refused_count, 1);
}

TEST(JudgeOutcome, GoodRowsAreAcceptedWhereTheSenderAsksForIt) {
  JudgeBench bench;
  domain::Draft draft =
      DraftOf({RowOf("calls_offered", Figure(100)), RowOf("seen_in_time", Figure(101))});
  draft.accept_valid_rows = true;
  const Judgement judgement = bench.Judge(draft);
  EXPECT_EQ(judgement.outcome, Outcome::kPartlyAccepted);
  EXPECT_THAT(judgement.effects, ElementsAre(Effect::kNew, Effect::kRefused));
  EXPECT_EQ(judgement.observations.size(), 1U);
  EXPECT_EQ(judgement.new_count, 1);
  EXPECT_EQ(judgement.refused_count, 1);
}

TEST(JudgeOutcome, NoGoodRowIsARefusalEvenThen) {
  JudgeBench bench;
  domain::Draft draft = DraftOf({RowOf("seen_in_time", Figure(101))});
  draft.accept_valid_rows = true;
  EXPECT_EQ(bench.Judge(draft).outcome, Outcome::kRefused);
}

TEST(JudgeEffects, FollowWhatIsCurrent) {
  JudgeBench bench;
  const domain::Period april = PeriodOf("2026-04");
  bench.store.Put(SliceOf("calls_offered"), april, domain::Number{.value = 100},
                  Status::kProvisional, /*revision=*/2, /*revision_max=*/2);
  // Its second value was withdrawn, so that the first stands.
  bench.store.Put(SliceOf("calls_answered"), april, domain::Number{.value = 90},
                  Status::kProvisional, /*revision=*/1, /*revision_max=*/2);
  bench.store.PutWithdrawn(SliceOf("calls_abandoned"), april, /*revision=*/3);
  const Judgement judgement = bench.Judge(DraftOf({
      RowOf("calls_offered", Figure(100)),
      RowOf("calls_answered", Figure(91)),
      RowOf("calls_abandoned", Figure(5)),
      RowOf("seen_in_time", Figure(91)),
  }));
  EXPECT_THAT(judgement.effects,
              ElementsAre(Effect::kUnchanged, Effect::kChanged, Effect::kNew, Effect::kNew));
  std::vector<int> revisions;
  for (const auto& row : judgement.observations) revisions.push_back(row.revision);
  EXPECT_THAT(revisions, ElementsAre(2, 3, 4, 1));
  EXPECT_EQ(judgement.new_count, 2);
  EXPECT_EQ(judgement.changed_count, 1);
  EXPECT_EQ(judgement.unchanged_count, 1);
  ASSERT_EQ(judgement.new_slices.size(), 1U);
  EXPECT_EQ(judgement.new_slices[0].observation, 3U);
  EXPECT_EQ(judgement.new_slices[0].slice, SliceOf("seen_in_time"));
}

TEST(JudgeEffects, TheFiveKindsOfValueAreAllDifferent) {
  const std::vector<domain::Value> values = {domain::Number{.value = 0}, domain::NilReturn{},
                                             domain::NotApplicable{}, domain::Suppressed{},
                                             domain::Missing{"reason"}};
  const std::vector<domain::DraftValue> drafts = {DraftNumber{.value = 0}, domain::NilReturn{},
                                                  domain::NotApplicable{}, domain::Suppressed{},
                                                  domain::Missing{"reason"}};
  for (std::size_t before = 0; before < values.size(); ++before) {
    for (std::size_t after = 0; after < drafts.size(); ++after) {
      JudgeBench bench;
      bench.store.Put(SliceOf("calls_answered"), PeriodOf("2026-04"), values[before]);
      EXPECT_THAT(bench.Judge(DraftOf({RowOf("calls_answered", drafts[after])})).effects,
                  ElementsAre(before == after ? Effect::kUnchanged : Effect::kChanged))
          << before << " then " << after;
    }
  }
}

TEST(JudgeEffects, TheSameValueFromOtherCountsIsAChange) {
  JudgeBench bench;
  bench.store.Put(SliceOf("seen_in_time"), PeriodOf("2026-04"),
                  domain::Number{.value = 50, .numerator = 40, .denominator = 80});
  EXPECT_THAT(bench.Judge(DraftOf({RowOf("seen_in_time", Ratio(45, 90))})).effects,
              ElementsAre(Effect::kChanged));
}

TEST(JudgeFinal, AFinalFigureIsNotChangedByASubmissionThatIsNot) {
  for (const Status status : {Status::kProvisional, Status::kRefreshed}) {
    JudgeBench bench;
    bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), domain::Number{.value = 100},
                    Status::kFinal);
    domain::Draft draft = DraftOf({RowOf("calls_offered", Figure(101))});
    draft.status = status;
    const Judgement judgement = bench.Judge(draft);
    ASSERT_THAT(ReasonsGiven(judgement), ElementsAre("FINAL_FIGURE"));
    EXPECT_EQ(judgement.findings[0].value, "101");
    EXPECT_THAT(judgement.findings[0].message, HasSubstr("is final: 100"));
    EXPECT_THAT(judgement.findings[0].cure, HasSubstr("with status final"));
  }
}

TEST(JudgeFinal, AFinalSubmissionMayChangeIt) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), domain::Number{.value = 100},
                  Status::kFinal);
  domain::Draft draft = DraftOf({RowOf("calls_offered", Figure(101))});
  draft.status = Status::kFinal;
  EXPECT_THAT(bench.Judge(draft).effects, ElementsAre(Effect::kChanged));
}

TEST(JudgeFinal, ARepetitionCountsAndIsNotWrittenAgain) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), domain::Number{.value = 100},
                  Status::kFinal);
  domain::Draft draft = DraftOf({RowOf("calls_offered", Figure(100))});
  const Judgement judgement = bench.Judge(draft);
  EXPECT_THAT(judgement.effects, ElementsAre(Effect::kUnchanged));
  EXPECT_EQ(judgement.unchanged_count, 1);
  EXPECT_THAT(judgement.observations, IsEmpty());
  draft.status = Status::kFinal;
  EXPECT_EQ(bench.Judge(draft).observations.size(), 1U);
}

TEST(JudgeLimits, KeepsTenThousandFindingsAndCountsAll) {
  // 6,000 rows with two faults each.
  std::vector<DraftObservation> rows(6000, RowOf("calls_offered", Figure(-1.5)));
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].breakdown = "part-" + std::to_string(i);
  JudgeBench bench;
  const Judgement judgement = bench.Judge(DraftOf(rows));
  EXPECT_EQ(judgement.finding_count, 12000);
  EXPECT_EQ(judgement.findings.size(), domain::kFindingsPerReplyMax);
  EXPECT_EQ(judgement.findings.back().observation_index, 4999);
  EXPECT_EQ(judgement.refused_count, 6000);
}

TEST(JudgeLimits, KeepsExplanationsBeyondTheTenThousand) {
  std::vector<DraftObservation> rows(10500, RowOf("calls_offered", Figure(3)));
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].breakdown = "part-" + std::to_string(i);
  rows.back().explanation = "a small part";
  JudgeBench bench;
  const Judgement judgement = bench.Judge(DraftOf(rows));
  EXPECT_EQ(judgement.finding_count, 10500);
  ASSERT_EQ(judgement.findings.size(), domain::kFindingsPerReplyMax + 1);
  EXPECT_EQ(judgement.findings.back().explanation, "a small part");
}

}  // namespace
}  // namespace trustwatch::testing
