#include "daemon/ingest/pair_rules.h"

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/judge.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest/drafts.h"
#include "tests/ingest/judge_fixture.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {
namespace {

using domain::Draft;
using domain::DraftObservation;
using domain::Effect;
using domain::Level;
using domain::Outcome;
using ingest::Judgement;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

domain::Value NumberOf(double value) { return domain::Number{.value = value}; }

TEST(PairRules, EqualIsNotAbove) {
  JudgeBench bench;
  EXPECT_THAT(bench
                  .Judge(DraftOf(
                      {RowOf("calls_offered", Figure(100)), RowOf("calls_answered", Figure(100))}))
                  .findings,
              IsEmpty());
}

TEST(PairRules, BothRowsAreRefusedAndNameEachOther) {
  JudgeBench bench;
  const Judgement judgement =
      bench.Judge(DraftOf({RowOf("calls_answered", Figure(101)), RowOf("seen_in_time", Figure(50)),
                           RowOf("calls_offered", Figure(100))}));
  ASSERT_EQ(judgement.findings.size(), 2U);
  const domain::Finding& lesser = judgement.findings[0];
  EXPECT_EQ(lesser.reason, "PAIR_RULE_BROKEN");
  EXPECT_EQ(lesser.level, Level::kRefuse);
  EXPECT_EQ(lesser.observation_index, 0);
  EXPECT_THAT(lesser.related_indexes, ElementsAre(2));
  EXPECT_EQ(lesser.field, "value.number.value");
  EXPECT_EQ(lesser.value, "101");
  EXPECT_EQ(lesser.message,
            "calls answered cannot be more than calls offered: calls_answered is 101, and "
            "calls_offered in another row is 100");
  EXPECT_THAT(lesser.cure, HasSubstr("correct it"));
  const domain::Finding& greater = judgement.findings[1];
  EXPECT_EQ(greater.observation_index, 2);
  EXPECT_THAT(greater.related_indexes, ElementsAre(0));
  EXPECT_EQ(greater.value, "100");
  EXPECT_THAT(judgement.effects,
              ElementsAre(Effect::kRefused, Effect::kHeldBack, Effect::kRefused));
}

TEST(PairRules, OtherBreakdownsAndPeriodsAreNotCompared) {
  DraftObservation cut = RowOf("calls_offered", Figure(50));
  cut.breakdown = "age:65-up";
  JudgeBench bench;
  EXPECT_THAT(bench
                  .Judge(DraftOf({RowOf("calls_answered", Figure(90)), cut,
                                  RowOf("calls_offered", Figure(20), "2026-03")}))
                  .findings,
              IsEmpty());
}

TEST(PairRules, AFigureAloneIsHeldAgainstWhatIsCurrent) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), NumberOf(100));
  EXPECT_THAT(bench.Judge(DraftOf({RowOf("calls_answered", Figure(100))})).findings, IsEmpty());
  const Judgement judgement = bench.Judge(DraftOf({RowOf("calls_answered", Figure(101))}));
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_THAT(judgement.findings[0].message, HasSubstr("calls_offered as recorded before is 100"));
  EXPECT_THAT(judgement.findings[0].related_indexes, IsEmpty());
}

TEST(PairRules, TheGreaterAloneIsHeldAgainstTheCurrentLesser) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_answered"), PeriodOf("2026-04"), NumberOf(90));
  EXPECT_THAT(bench.Judge(DraftOf({RowOf("calls_offered", Figure(90))})).findings, IsEmpty());
  EXPECT_EQ(bench.Judge(DraftOf({RowOf("calls_offered", Figure(89))})).findings.size(), 1U);
}

TEST(PairRules, ANewFigureInTheDraftGoesBeforeTheCurrentOne) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), NumberOf(100));
  EXPECT_THAT(bench
                  .Judge(DraftOf(
                      {RowOf("calls_answered", Figure(150)), RowOf("calls_offered", Figure(200))}))
                  .findings,
              IsEmpty());
}

TEST(PairRules, WhatIsNoNumberIsNotCompared) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), domain::Suppressed{});
  EXPECT_THAT(bench.Judge(DraftOf({RowOf("calls_answered", Figure(90))})).findings, IsEmpty());
  EXPECT_THAT(bench
                  .Judge(DraftOf({RowOf("calls_answered", Figure(90)),
                                  RowOf("calls_offered", domain::NilReturn{})}))
                  .findings,
              IsEmpty());
}

TEST(PairRules, ABadPartnerWaitsForItsCorrectionInAnAtomicSubmission) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), NumberOf(50));
  const Judgement judgement = bench.Judge(
      DraftOf({RowOf("calls_offered", Figure(100.5)), RowOf("calls_answered", Figure(90))}));
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].reason, "VALUE_NOT_WHOLE");
}

TEST(PairRules, ABadPartnerLeavesTheCurrentFigureWhereValidRowsAreAccepted) {
  JudgeBench bench;
  bench.store.Put(SliceOf("calls_offered"), PeriodOf("2026-04"), NumberOf(50));
  Draft draft =
      DraftOf({RowOf("calls_offered", Figure(100.5)), RowOf("calls_answered", Figure(90))});
  draft.accept_valid_rows = true;
  const Judgement judgement = bench.Judge(draft);
  EXPECT_THAT(judgement.effects, ElementsAre(Effect::kRefused, Effect::kRefused));
  ASSERT_EQ(judgement.findings.size(), 2U);
  EXPECT_THAT(judgement.findings[1].message, HasSubstr("as recorded before is 50"));
}

// small <= middle <= large, all refused if broken.
DefinitionsBuilder Chain() {
  DefinitionsBuilder builder;
  for (const char* id : {"small", "middle", "large"}) {
    builder.indicators.push_back(CountIndicator(id));
    builder.returns[0].items.push_back({Id(id), domain::Span{}});
  }
  builder.pair_rules.push_back({.id = "a", .lesser = Id("small"), .greater = Id("middle")});
  builder.pair_rules.push_back({.id = "b", .lesser = Id("middle"), .greater = Id("large")});
  return builder;
}

TEST(PairRules, ARefusalReachesThosePartnersThatRestedOnTheRow) {
  // small 9 > middle 5 refuses both, so middle stays 30 as recorded, and large 20 is below that.
  JudgeBench bench(Chain());
  bench.store.Put(SliceOf("middle"), PeriodOf("2026-04"), NumberOf(30));
  Draft draft =
      DraftOf({RowOf("large", Figure(20)), RowOf("small", Figure(9)), RowOf("middle", Figure(5))});
  draft.accept_valid_rows = true;
  const Judgement judgement = bench.Judge(draft);
  EXPECT_THAT(judgement.effects, ElementsAre(Effect::kRefused, Effect::kRefused, Effect::kRefused));
  ASSERT_EQ(judgement.findings.size(), 3U);
  EXPECT_THAT(judgement.findings[0].message,
              HasSubstr("large is 20, and middle as recorded before is 30"));
  draft.accept_valid_rows = false;
  EXPECT_THAT(bench.Judge(draft).effects,
              ElementsAre(Effect::kHeldBack, Effect::kRefused, Effect::kRefused));
}

TEST(PairRules, BothBreachesOfAMiddleFigureAreSaid) {
  // small 9 > middle 5, middle 5 > large 3.
  JudgeBench bench(Chain());
  EXPECT_EQ(bench
                .Judge(DraftOf({RowOf("small", Figure(9)), RowOf("middle", Figure(5)),
                                RowOf("large", Figure(3))}))
                .finding_count,
            4);
}

TEST(PairRules, AnExplanationInEitherRowServesBoth) {
  for (const int explained : {0, 1}) {
    JudgeBench bench;
    std::vector<DraftObservation> rows = {RowOf("calls_abandoned", Figure(120)),
                                          RowOf("calls_offered", Figure(100))};
    EXPECT_EQ(bench.Judge(DraftOf(rows)).refused_count, 2);
    rows[static_cast<std::size_t>(explained)].explanation = "calls of the day before";
    const Judgement judgement = bench.Judge(DraftOf(rows));
    EXPECT_EQ(judgement.outcome, Outcome::kAccepted);
    ASSERT_EQ(judgement.findings.size(), 2U);
    for (const domain::Finding& finding : judgement.findings) {
      EXPECT_EQ(finding.level, Level::kExplain);
      EXPECT_EQ(finding.explanation, "calls of the day before");
    }
  }
}

}  // namespace
}  // namespace trustwatch::testing
