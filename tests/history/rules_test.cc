#include "daemon/history/rules.h"

#include <optional>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using testing::DayOf;
using testing::DefinitionsBuilder;
using testing::SliceOf;

domain::Standard StandardOf(double target, const char* first, const char* last) {
  domain::Standard standard{.text = "Invented", .target = target};
  if (first != nullptr) standard.first_day = DayOf(first);
  if (last != nullptr) standard.last_day = DayOf(last);
  return standard;
}

TEST(RulesTest, TheCatalogueSaysHowToJudge) {
  DefinitionsBuilder builder;
  domain::Indicator& seen = builder.Indicator("seen_in_time");
  seen.direction = domain::Direction::kHigher;
  seen.chart = domain::ChartKind::kPPrime;
  seen.nil_is_zero = true;
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("seen_in_time"));
  EXPECT_EQ(rules.better, stats::Better::kHigher);
  EXPECT_EQ(rules.chart, domain::ChartKind::kPPrime);
  EXPECT_TRUE(rules.nil_is_zero);
  EXPECT_EQ(rules.scale, 100);
  EXPECT_FALSE(rules.has_standards);
}

TEST(RulesTest, AnIndicatorThatLeftTheCatalogueIsJudgedPlainly) {
  const auto definitions = DefinitionsBuilder().Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("gone"));
  EXPECT_EQ(rules.indicator, nullptr);
  EXPECT_EQ(rules.better, stats::Better::kNeither);
  EXPECT_EQ(rules.chart, domain::ChartKind::kXmr);
  EXPECT_EQ(rules.TargetOn(DayOf("2026-01-31")), std::nullopt);
  EXPECT_EQ(UnitWords(rules.indicator), "");
}

TEST(RulesTest, TheNewestStandardInForceCounts) {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").standards = {StandardOf(70, nullptr, "2020-03-31"),
                                                 StandardOf(75, "2020-04-01", nullptr),
                                                 StandardOf(80, "2025-04-01", "2026-03-31")};
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("seen_in_time"));
  EXPECT_EQ(rules.TargetOn(DayOf("2019-12-31")), 70);
  EXPECT_EQ(rules.TargetOn(DayOf("2020-03-31")), 70);
  EXPECT_EQ(rules.TargetOn(DayOf("2020-04-30")), 75);
  EXPECT_EQ(rules.TargetOn(DayOf("2025-04-30")), 80);
  EXPECT_EQ(rules.TargetOn(DayOf("2026-04-30")), 75) << "the one before is in force again";
}

TEST(RulesTest, ATargetIsInForceSinceTheLastChangeOfStandards) {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").standards = {
      StandardOf(70, nullptr, "2020-03-31"),
      StandardOf(75, "2020-05-01", nullptr),
      StandardOf(80, "2025-04-01", "2026-03-31"),
      {.text = "words", .first_day = DayOf("2022-01-01")}};
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("seen_in_time"));
  struct Case {
    const char* day;
    std::optional<double> target;
    const char* since;  // nullptr: since the first day
  };
  for (const Case& it : std::vector<Case>{{"2019-12-31", 70, nullptr},
                                          {"2020-03-31", 70, nullptr},
                                          {"2020-04-01", std::nullopt, "2020-04-01"},
                                          {"2020-05-01", 75, "2020-05-01"},
                                          {"2025-03-31", 75, "2020-05-01"},
                                          {"2026-03-31", 80, "2025-04-01"},
                                          {"2026-04-30", 75, "2026-04-01"}}) {
    const TargetInForce found = rules.TargetInForceOn(DayOf(it.day));
    EXPECT_EQ(found.target, it.target) << it.day;
    EXPECT_EQ(found.target, rules.TargetOn(DayOf(it.day)));
    EXPECT_EQ(found.since.has_value(), it.since != nullptr) << it.day;
    if (found.since && it.since != nullptr) {
      EXPECT_EQ(*found.since, DayOf(it.since)) << it.day;
    }
  }
}

TEST(RulesTest, AStandardOfAnAmountIsOfTheWholeAndTheUsualSpan) {
  DefinitionsBuilder builder;
  builder.Indicator("calls_offered").standards = {StandardOf(900, nullptr, nullptr)};
  builder.Indicator("seen_in_time").standards = {StandardOf(75, nullptr, nullptr)};
  const auto definitions = builder.Build();
  domain::Slice part = SliceOf("calls_offered");
  EXPECT_TRUE(RulesOf(definitions->catalogue, part).has_standards);
  part.breakdown = "age:under18";
  EXPECT_FALSE(RulesOf(definitions->catalogue, part).has_standards);
  domain::Slice share = SliceOf("seen_in_time");
  share.breakdown = "age:under18";
  share.span = {domain::Span::Unit::kMonths, 3};
  EXPECT_TRUE(RulesOf(definitions->catalogue, share).has_standards);
}

TEST(RulesTest, UnitsReadAsTheyStandBesideANumber) {
  const auto definitions = DefinitionsBuilder().Build();
  EXPECT_EQ(UnitWords(definitions->catalogue.Find("seen_in_time")), "%");
  const domain::Indicator* calls = definitions->catalogue.Find("calls_offered");
  EXPECT_EQ(UnitWords(calls), " " + calls->unit);
  EXPECT_EQ(DecimalsOf(calls), 1);
  EXPECT_EQ(LowestOf(calls), 0) << "a count";
  EXPECT_EQ(HighestOf(definitions->catalogue.Find("seen_in_time")), 100);
  EXPECT_EQ(LowestOf(nullptr), std::nullopt);
  EXPECT_EQ(HighestOf(nullptr), std::nullopt);
}

}  // namespace
}  // namespace trustwatch::history
