#include "daemon/history/judge.h"

#include <cstddef>
#include <optional>
#include <vector>

#include "daemon/stats/xmr_limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using testing::DayOf;
using testing::DefinitionsBuilder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::SliceOf;

constexpr Ordinal kJudgeFirst = 55 * 12;  // January 2025

SeriesFigures SeriesOf(const std::vector<double>& values) {
  SeriesFigures series;
  for (std::size_t i = 0; i < values.size(); ++i) {
    series.Set(kJudgeFirst + static_cast<Ordinal>(i), domain::Number{.value = values[i]});
  }
  return series;
}

SeriesVerdict Judged(const SeriesFigures& series, const Rules& rules,
                     const std::vector<domain::Day>& step_days = {}) {
  Scratch scratch;
  return JudgeLatest(series, rules, step_days, scratch);
}

// Eight months about 10, then seven above: mean (79 + 7 x 12) / 15 = 10.8667.
const std::vector<double>& RisenSeries() {
  static const auto& values =
      *new std::vector<double>{9, 11, 10, 9, 11, 10, 9, 10, 12, 11.5, 12.5, 12, 11.5, 12.5, 12};
  return values;
}

TEST(JudgeTest, AnEmptySeriesIsUnknown) {
  const SeriesVerdict judged = Judged({}, {.span = domain::kMonth});
  EXPECT_FALSE(judged.verdict.latest_known);
  EXPECT_EQ(judged.verdict.latest, std::nullopt);
  EXPECT_THAT(ComputeChart({}, {.span = domain::kMonth}, {}).lines, IsEmpty());
}

TEST(JudgeTest, ARunAboveIsAnImprovementWhereHigherIsBetter) {
  const Rules rules{.span = domain::kMonth, .better = stats::Better::kHigher};
  const SeriesVerdict judged = Judged(SeriesOf(RisenSeries()), rules);
  EXPECT_EQ(judged.verdict.variation, stats::Variation::kImprovement);
  ASSERT_TRUE(judged.verdict.signal.has_value());
  EXPECT_EQ(judged.verdict.signal->since, 8U);
  EXPECT_EQ(judged.verdict.signal->points, 7U);
  EXPECT_EQ(judged.timeline.PeriodAt(8), testing::PeriodOf("2025-09"));
  EXPECT_EQ(judged.latest_value, 12);
}

TEST(JudgeTest, AStepChangeGivesTheNewProcessItsOwnMean) {
  const Rules rules{.span = domain::kMonth, .better = stats::Better::kHigher};
  const SeriesVerdict judged = Judged(SeriesOf(RisenSeries()), rules, {DayOf("2025-09-01")});
  EXPECT_EQ(judged.verdict.variation, stats::Variation::kCommonCause);
  EXPECT_EQ(judged.verdict.group_first, 8U);
  EXPECT_EQ(judged.verdict.mean, 12);  // (12 + 11.5 + 12.5 + 12 + 11.5 + 12.5 + 12) / 7
  EXPECT_TRUE(judged.verdict.trial) << "seven points are few";
}

TEST(JudgeTest, TheTargetOfTheLatestPeriodIsJudged) {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").direction = domain::Direction::kHigher;
  builder.Indicator("seen_in_time").standards = {
      {.text = "old", .target = 5, .last_day = DayOf("2025-12-31")},
      {.text = "new", .target = 99, .first_day = DayOf("2026-01-01")}};
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("seen_in_time"));
  const SeriesVerdict now = Judged(SeriesOf(RisenSeries()), rules);  // to March 2026
  EXPECT_EQ(now.target, 99);
  EXPECT_EQ(now.verdict.assurance, stats::Assurance::kConsistentlyMissed);
  const SeriesVerdict then =
      Judged(SeriesOf({RisenSeries().begin(), RisenSeries().begin() + 12}), rules);
  EXPECT_EQ(then.target, 5);
  EXPECT_EQ(then.verdict.assurance, stats::Assurance::kConsistentlyMet);
}

TEST(JudgeTest, AChartSaysOfItsLastPointWhatTheVerdictSays) {
  const Rules rules{.span = domain::kMonth, .better = stats::Better::kLower};
  for (const auto& days : {std::vector<domain::Day>{},
                           std::vector<domain::Day>{DayOf("2025-04-01"), DayOf("2025-10-01")}}) {
    const SeriesChart chart = ComputeChart(SeriesOf(RisenSeries()), rules, days);
    EXPECT_EQ(chart.verdict, Judged(SeriesOf(RisenSeries()), rules, days));
    EXPECT_EQ(chart.processes.size(), days.size() + 1);
    ASSERT_EQ(chart.lines.size(), RisenSeries().size());
    EXPECT_EQ(chart.lines.back().centre, chart.verdict.verdict.mean);
    EXPECT_EQ(chart.points.size(), RisenSeries().size());
    EXPECT_EQ(chart.known, std::vector<std::uint8_t>(RisenSeries().size(), 1));
  }
}

// Proportions whose denominators vary fourfold.
SeriesFigures Shares() {
  SeriesFigures series;
  for (int i = 0; i < 14; ++i) {
    const double denominator = i % 2 == 0 ? 100 : 400;
    const double numerator = denominator * (i % 3 == 0 ? 0.5 : 0.6);
    series.Set(kJudgeFirst + i, domain::Number{.value = 100 * numerator / denominator,
                                               .numerator = numerator,
                                               .denominator = denominator});
  }
  return series;
}

TEST(JudgeTest, APPrimeChartHasLimitsThatMoveWithTheDenominator) {
  const Rules rules{.span = domain::kMonth,
                    .chart = domain::ChartKind::kPPrime,
                    .better = stats::Better::kHigher,
                    .scale = 100};
  const SeriesChart chart = ComputeChart(Shares(), rules, {});
  EXPECT_EQ(chart.verdict.chart, domain::ChartKind::kPPrime);
  const double few = chart.lines[0].upper - chart.lines[0].centre;
  const double many = chart.lines[1].upper - chart.lines[1].centre;
  EXPECT_NEAR(few, 2 * many, 1e-9);  // a quarter of the people, twice the width
  EXPECT_EQ(chart.verdict, Judged(Shares(), rules));
  const std::vector<domain::Day> july = {DayOf("2025-07-01")};
  const SeriesChart split = ComputeChart(Shares(), rules, july);
  EXPECT_EQ(split.processes.size(), 2U);
  EXPECT_EQ(split.verdict, Judged(Shares(), rules, july));
}

TEST(JudgeTest, AProportionWithoutADenominatorIsJudgedByXmr) {
  SeriesFigures series = Shares();
  series.Set(kJudgeFirst + 3, domain::Number{.value = 55});
  const Rules rules{.span = domain::kMonth, .chart = domain::ChartKind::kPPrime, .scale = 100};
  EXPECT_EQ(Judged(series, rules).chart, domain::ChartKind::kXmr);
  EXPECT_EQ(ComputeChart(series, rules, {}).verdict, Judged(series, rules));
}

TEST(JudgeTest, RareEventsHaveChartsOfTheirOwn) {
  for (const auto kind : {domain::ChartKind::kT, domain::ChartKind::kG}) {
    const Rules rules{.span = domain::kMonth, .chart = kind, .better = stats::Better::kHigher};
    const std::vector<domain::Day> may = {DayOf("2025-05-01")};
    const SeriesChart chart = ComputeChart(SeriesOf(RisenSeries()), rules, may);
    EXPECT_EQ(chart.verdict.chart, kind);
    EXPECT_EQ(chart.verdict, Judged(SeriesOf(RisenSeries()), rules, may));
    EXPECT_EQ(chart.lines.size(), RisenSeries().size());
    EXPECT_GE(chart.lines.front().lower, 0);
  }
}

TEST(JudgeTest, TheSentenceNamesUnitAndPeriod) {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").direction = domain::Direction::kHigher;
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("seen_in_time"));
  const SeriesVerdict judged = Judged(SeriesOf(RisenSeries()), rules);
  const std::string sentence = Sentence(judged, rules);
  EXPECT_THAT(sentence, HasSubstr("the last 7 months are all above the mean of"));
  EXPECT_THAT(sentence, HasSubstr("%"));
  EXPECT_THAT(sentence, HasSubstr("September 2025"));
}

}  // namespace
}  // namespace trustwatch::history
