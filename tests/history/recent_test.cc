#include "daemon/history/recent.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/value.h"
#include "daemon/history/judge.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using domain::ChartKind;
using domain::IndicatorKind;
using testing::DayOf;

constexpr Ordinal kRecentFirst = 55 * 12;  // January 2025
constexpr std::nullopt_t kNo = std::nullopt;

using Values = std::vector<std::optional<double>>;  // absent: suppressed

SeriesFigures RecentSeriesOf(const Values& values, std::int32_t step = 1) {
  SeriesFigures series;
  Ordinal at = kRecentFirst;
  for (const auto& value : values) {
    if (value) {
      series.Set(at, domain::Number{.value = *value});
    } else {
      series.Set(at, domain::Suppressed{});
    }
    at += step;
  }
  return series;
}

// The same by way of the verdict and by way of the chart.
Recent RecentOn(const SeriesFigures& series, const Rules& rules,
                const std::vector<domain::Day>& step_days = {}) {
  Scratch scratch;
  const Recent recent = JudgeLatest(series, rules, step_days, scratch).recent;
  EXPECT_EQ(ComputeChart(series, rules, step_days).verdict.recent, recent);
  return recent;
}

Values OneOutside() {
  Values values;
  for (int i = 0; i < 10; ++i) values.insert(values.end(), {10, 11});
  values.emplace_back(37);
  return values;
}

struct VerdictCase {
  const char* name;
  Values values;
  int periods;
};

class VerdictPeriods : public ::testing::TestWithParam<VerdictCase> {};

TEST_P(VerdictPeriods, AreThoseInARowWithTheNewestWord) {
  const Rules rules{.span = domain::kMonth, .better = stats::Better::kHigher};
  EXPECT_EQ(RecentOn(RecentSeriesOf(GetParam().values), rules).verdict_periods, GetParam().periods);
}

INSTANTIATE_TEST_SUITE_P(
    Table, VerdictPeriods,
    ::testing::Values(
        VerdictCase{"NothingReported", {}, 0}, VerdictCase{"OneFigure", {10}, 1},
        VerdictCase{"AllCommonCause", {9, 11, 10, 9, 11, 10}, 6},
        VerdictCase{"UnknownNow", {9, 11, 10, 9, 11, kNo}, 0},
        VerdictCase{"UnknownInBetweenIsNotCounted", {9, 11, kNo, 9, 11, 10}, 5},
        // Mean 10.8667 of fifteen: the last seven are all above it, and marked at once.
        VerdictCase{"ARunOfSevenIsSeven",
                    {9, 11, 10, 9, 11, 10, 9, 10, 12, 11.5, 12.5, 12, 11.5, 12.5, 12},
                    7},
        // Mean (10 x 10 + 10 x 11 + 37) / 21 = 11.76, mean moving range (19 x 1 + 26) / 20 = 2.25:
        // the upper limit is 17.7. All before are below the mean, which is another word.
        VerdictCase{"OnePointOutside", OneOutside(), 1},
        // Below the mean of 16 for eight, then above it for eight: a change of way is another word.
        VerdictCase{"TheOtherWayIsAnotherWord",
                    {10, 10, 10, 10, 10, 10, 10, 10, 22, 22, 22, 22, 22, 22, 22, 22},
                    8}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(RecentTest, AStepChangeEndsTheRunOfTheVerdict) {
  const Rules rules{.span = domain::kMonth, .better = stats::Better::kHigher};
  const SeriesFigures series = RecentSeriesOf({9, 11, 10, 9, 11, 10});
  EXPECT_EQ(RecentOn(series, rules, {DayOf("2025-04-01")}).verdict_periods, 3);
  EXPECT_EQ(RecentOn(series, rules, {DayOf("2025-01-01")}).verdict_periods, 6) << "splits nothing";
}

struct StandardCase {
  const char* name;
  domain::Direction direction;
  Values values;
  bool met;
  int periods;
  int before;
};

constexpr auto kHigher = domain::Direction::kHigher;
constexpr auto kLower = domain::Direction::kLower;
constexpr auto kNeither = domain::Direction::kNeither;

class StandardPeriods : public ::testing::TestWithParam<StandardCase> {};

// The target is 75.
TEST_P(StandardPeriods, AreCountedBackFromTheNewest) {
  testing::DefinitionsBuilder builder;
  domain::Indicator& indicator = builder.Indicator("seen_in_time");
  indicator.direction = GetParam().direction;
  indicator.standards = {{.text = "75 % in time", .target = 75}};
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, testing::SliceOf("seen_in_time"));
  const Recent recent = RecentOn(RecentSeriesOf(GetParam().values), rules);
  EXPECT_EQ(recent.standard_periods, GetParam().periods);
  EXPECT_EQ(recent.standard_periods_before, GetParam().before);
  EXPECT_EQ(recent.standard_met, GetParam().met);
}

INSTANTIATE_TEST_SUITE_P(
    Table, StandardPeriods,
    ::testing::Values(StandardCase{"NothingReported", kHigher, {}, false, 0, 0},
                      StandardCase{"Met", kHigher, {80}, true, 1, 0},
                      StandardCase{"Missed", kHigher, {70}, false, 1, 0},
                      StandardCase{"EqualMeetsWhereHigherIsBetter", kHigher, {75}, true, 1, 0},
                      StandardCase{"EqualMeetsWhereLowerIsBetter", kLower, {75}, true, 1, 0},
                      StandardCase{"LowerIsBetter", kLower, {80, 76, 70, 70}, true, 2, 2},
                      StandardCase{"NewlyMetAfterThree", kHigher, {80, 70, 71, 72, 75}, true, 1, 3},
                      StandardCase{"AlwaysMissed", kHigher, {70, 71, 70, 71}, false, 4, 0},
                      StandardCase{"UnknownIsSkipped", kHigher, {70, kNo, 71, kNo, 80}, true, 1, 2},
                      StandardCase{"UnknownNow", kHigher, {70, 70, kNo}, false, 0, 0},
                      StandardCase{"NeitherWayIsBetter", kNeither, {80, 70}, false, 0, 0}),
    [](const auto& tested) { return std::string(tested.param.name); });

// 5 to February, none in March, 99 from April: each month against its own.
TEST(RecentTest, EachPeriodIsHeldAgainstTheTargetInForceInIt) {
  testing::DefinitionsBuilder builder;
  domain::Indicator& indicator = builder.Indicator("seen_in_time");
  indicator.direction = kHigher;
  indicator.standards = {{.text = "old", .target = 5, .last_day = DayOf("2025-02-28")},
                         {.text = "a word without a level", .first_day = DayOf("2025-05-01")},
                         {.text = "new", .target = 99, .first_day = DayOf("2025-04-01")},
                         {.text = "newest", .target = 50, .first_day = DayOf("2025-06-01")}};
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, testing::SliceOf("seen_in_time"));
  const auto told = [&rules](const Values& values) {
    const Recent recent = RecentOn(RecentSeriesOf(values), rules);
    return std::vector<int>{recent.standard_met ? 1 : 0, recent.standard_periods,
                            recent.standard_periods_before};
  };
  using Told = std::vector<int>;
  EXPECT_EQ(told({60, 60}), (Told{1, 2, 0}));
  EXPECT_EQ(told({60, 60, 60}), (Told{0, 0, 0})) << "March asks for nothing";
  EXPECT_EQ(told({60, 60, 60, 60}), (Told{0, 1, 0})) << "and ends the run";
  EXPECT_EQ(told({60, 60, 60, 60, 60}), (Told{0, 2, 0}));
  EXPECT_EQ(told({60, 60, 60, 60, 60, 60, 60}), (Told{1, 2, 2}));
  EXPECT_EQ(told({60, 60, kNo, 60, 60, 60, 60}), (Told{1, 2, 2})) << "an unknown one ends nothing";
}

TEST(RecentTest, AStepChangeDoesNotEndTheRunOfTheStandard) {
  testing::DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").direction = kHigher;
  builder.Indicator("seen_in_time").standards = {{.text = "75 %", .target = 75}};
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, testing::SliceOf("seen_in_time"));
  const Recent recent = RecentOn(RecentSeriesOf({80, 70, 71, 80}), rules, {DayOf("2025-04-01")});
  EXPECT_EQ(recent.standard_periods, 1);
  EXPECT_EQ(recent.standard_periods_before, 2);
}

// Ten about 10, then 37 and 40 far above the upper limit, an unknown one, and -20 below the lower.
TEST(RecentTest, ThePeriodsOutsideAreToldBySide) {
  Values values(30, 10);
  for (std::size_t i = 0; i < values.size(); i += 2) values[i] = 11;
  values.insert(values.end(), {37, 40, kNo, -20});
  const Recent recent = RecentOn(RecentSeriesOf(values), {.span = domain::kMonth});
  EXPECT_EQ(recent.above, 0b1100);
  EXPECT_EQ(recent.below, 0b0001);
  EXPECT_EQ(recent.known, 0b11111101);
  const Recent split =
      RecentOn(RecentSeriesOf(values), {.span = domain::kMonth}, {DayOf("2027-10-01")});
  EXPECT_EQ(split.known, 0b01) << "the present process is -20 and the unknown one before it";
  EXPECT_EQ(split.below, 0) << "too few for limits";
}

TEST(RecentTest, QuarterlyPeriodsAreCountedAsPeriods) {
  const domain::Span quarter{domain::Span::Unit::kMonths, 3};
  const Recent recent = RecentOn(RecentSeriesOf({9, 11, 10, 9}, 3), {.span = quarter});
  EXPECT_EQ(recent.verdict_periods, 4);
  EXPECT_EQ(recent.known, 0b1111);
}

// A series of ratios: so many of so many, `months` times.
SeriesFigures Ratios(double numerator, double denominator, int months) {
  SeriesFigures series;
  for (int i = 0; i < months; ++i) {
    series.Set(kRecentFirst + i, domain::Number{.value = 100 * numerator / denominator,
                                                .numerator = numerator,
                                                .denominator = denominator});
  }
  return series;
}

bool IsLow(const SeriesFigures& series, IndicatorKind kind, ChartKind chart = ChartKind::kXmr,
           bool nil_is_zero = false) {
  domain::Indicator indicator = testing::CountIndicator("few");
  indicator.kind = kind;
  const Rules rules{
      .indicator = &indicator, .span = domain::kMonth, .chart = chart, .nil_is_zero = nil_is_zero};
  return RecentOn(series, rules).low_volume;
}

TEST(LowVolumeTest, ACountNeedsFiveOnAverage) {
  EXPECT_FALSE(IsLow(RecentSeriesOf({}), IndicatorKind::kCount));
  EXPECT_TRUE(IsLow(RecentSeriesOf({0, 0}), IndicatorKind::kCount));
  EXPECT_FALSE(IsLow(RecentSeriesOf({3, 7}), IndicatorKind::kCount)) << "5 is enough";
  EXPECT_TRUE(IsLow(RecentSeriesOf({3, 6.9}), IndicatorKind::kCount));
  EXPECT_FALSE(IsLow(RecentSeriesOf({100, 0, 0, 0}), IndicatorKind::kCount));
}

TEST(LowVolumeTest, OnlyTheNewestTwelveKnownFiguresCount) {
  Values values(30, 100);
  values.resize(41, 1);
  EXPECT_FALSE(IsLow(RecentSeriesOf(values), IndicatorKind::kCount)) << "11 of 1 and one of 100";
  values.emplace_back(1);
  EXPECT_TRUE(IsLow(RecentSeriesOf(values), IndicatorKind::kCount));
  Values few(12, 1);
  few.resize(23, 100);
  EXPECT_FALSE(IsLow(RecentSeriesOf(few), IndicatorKind::kCount));
}

TEST(LowVolumeTest, AProportionNeedsFiveEitherWay) {
  struct Case {
    double numerator, denominator;
    bool low;
  };
  for (const Case& it : std::vector<Case>{
           {5, 10, false}, {4.9, 100, true}, {95, 100, false}, {95.5, 100, true}, {4, 8, true}}) {
    EXPECT_EQ(IsLow(Ratios(it.numerator, it.denominator, 12), IndicatorKind::kProportion), it.low)
        << it.numerator << " of " << it.denominator;
  }
  EXPECT_FALSE(IsLow(Ratios(95.5, 100, 12), IndicatorKind::kRate)) << "a rate has no others";
  EXPECT_TRUE(IsLow(Ratios(4, 1000, 12), IndicatorKind::kRate));
}

TEST(LowVolumeTest, WithoutNumeratorsThreeSuppressedOfTwelveAreFew) {
  Values values(20, 50);
  EXPECT_FALSE(IsLow(RecentSeriesOf(values), IndicatorKind::kProportion)) << "nothing tells of few";
  values[7] = values[8] = values[9] = kNo;
  EXPECT_TRUE(
      IsLow(RecentSeriesOf({values.begin(), values.begin() + 19}), IndicatorKind::kProportion));
  EXPECT_FALSE(IsLow(RecentSeriesOf(values), IndicatorKind::kProportion)) << "the first is too old";
  values[12] = kNo;
  EXPECT_TRUE(IsLow(RecentSeriesOf(values), IndicatorKind::kProportion));
  EXPECT_TRUE(IsLow(RecentSeriesOf(values), IndicatorKind::kCount)) << "shown ones alone are many";
  EXPECT_TRUE(IsLow(RecentSeriesOf({kNo, kNo, kNo}), IndicatorKind::kRate));
}

// The twelve newest periods of a series that is reported once a quarter go back three years.
TEST(LowVolumeTest, PeriodsAreThoseOfTheSeries) {
  domain::Indicator indicator = testing::CountIndicator("few");
  const Rules rules{.indicator = &indicator, .span = {domain::Span::Unit::kMonths, 3}};
  Values values(13, 50);
  values[1] = values[2] = values[3] = kNo;
  EXPECT_TRUE(RecentOn(RecentSeriesOf(values, 3), rules).low_volume);
}

TEST(LowVolumeTest, OtherKindsAndRareEventChartsNeverAre) {
  for (const auto kind : {IndicatorKind::kMoney, IndicatorKind::kDuration, IndicatorKind::kScore}) {
    EXPECT_FALSE(IsLow(RecentSeriesOf({1, 1, kNo, kNo, kNo, 1}), kind));
  }
  for (const auto chart : {ChartKind::kT, ChartKind::kG}) {
    EXPECT_FALSE(IsLow(RecentSeriesOf({1, 2, 1, 2}), IndicatorKind::kCount, chart));
  }
  EXPECT_FALSE(RecentOn(RecentSeriesOf({1, 1}), {.span = domain::kMonth}).low_volume)
      << "nobody knows what an indicator that left the catalogue counts";
}

TEST(LowVolumeTest, ANilReturnIsNoEventWhereItIsZero) {
  SeriesFigures series = RecentSeriesOf({6, 6});
  series.Set(kRecentFirst + 2, domain::NilReturn{});
  EXPECT_TRUE(IsLow(series, IndicatorKind::kCount, ChartKind::kXmr, true)) << "4 on average";
  EXPECT_FALSE(IsLow(series, IndicatorKind::kCount, ChartKind::kXmr, false));
}

// A p' chart draws what can be drawn; its marks count as those of XmR do.
TEST(SteppedOutTest, IsWhereTheKnownPeriodBeforeIsInside) {
  struct Case {
    unsigned outside, known, stepped;
  };
  for (const Case& it : std::vector<Case>{{0b0001, 0xFF, 0b0001},
                                          {0b0011, 0xFF, 0b0010},
                                          {0b0101, 0xFF, 0b0101},
                                          {0b0101, 0b11111101, 0b0100},  // nothing known between
                                          {0xFF, 0xFF, 0},               // before is not told
                                          {0b0001, 0b0001, 0},
                                          {0b0001, 0b0011, 0b0001},
                                          {0, 0, 0}}) {
    EXPECT_EQ(
        SteppedOut(static_cast<std::uint8_t>(it.outside), static_cast<std::uint8_t>(it.known)),
        it.stepped)
        << it.outside << " of " << it.known;
  }
}

TEST(RecentTest, AChartWithMovingLinesTellsTheSame) {
  SeriesFigures series;
  for (int i = 0; i < 24; ++i) {
    const double denominator = i % 2 == 0 ? 400 : 500;
    const double numerator = denominator * (i == 22 ? 0.9 : i % 3 == 0 ? 0.5 : 0.51);
    series.Set(kRecentFirst + i, domain::Number{.value = 100 * numerator / denominator,
                                                .numerator = numerator,
                                                .denominator = denominator});
  }
  const Rules rules{.span = domain::kMonth,
                    .chart = ChartKind::kPPrime,
                    .better = stats::Better::kHigher,
                    .scale = 100};
  const Recent recent = RecentOn(series, rules);
  EXPECT_EQ(recent.above, 0b10);
  EXPECT_EQ(recent.verdict_periods, 1);
  EXPECT_EQ(RecentOn(series, rules, {DayOf("2025-09-01")}).above, 0b10);
}

}  // namespace
}  // namespace trustwatch::history
