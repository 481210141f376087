#include "daemon/stats/xmr.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/stats/run_rules.h"
#include "daemon/stats/xmr_options.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr double kXmrUnknown = -99;

// A series that owns its rows.
struct XmrRows {
  std::vector<double> values;
  std::vector<std::size_t> group_starts;
  std::optional<int> baseline_rows;
  Better better = Better::kHigher;
  std::optional<double> target;
};

XmrChart Chart(const XmrRows& rows, const XmrOptions& options) {
  std::vector<std::uint8_t> known;
  known.reserve(rows.values.size());
  for (const double value : rows.values) known.push_back(value == kXmrUnknown ? 0 : 1);
  const XmrSeries series{.values = rows.values,
                         .known = known,
                         .group_starts = rows.group_starts,
                         .baseline_rows = rows.baseline_rows,
                         .better = rows.better,
                         .target = rows.target};
  XmrChart chart = ComputeXmrChart(series, options);
  // The quick way to the verdict says the same.
  std::vector<Marked> scratch(rows.values.size());
  EXPECT_EQ(JudgeXmr(series, options, scratch), chart.verdict);
  return chart;
}

// One letter for each label, in the order of Label.
std::string Letters(const XmrChart& chart) {
  std::string letters;
  for (const Marked& mark : chart.points) {
    letters += ".ULrftb78"[static_cast<std::size_t>(mark.label)];
  }
  return letters;
}

std::vector<double> Constant(std::size_t count, double value) {
  return std::vector<double>(count, value);
}

TEST(XmrTest, AnEmptySeriesHasNoGroups) {
  const XmrChart chart = Chart({}, kMakingDataCount);
  EXPECT_TRUE(chart.groups.empty());
  EXPECT_FALSE(chart.verdict.latest_known);
  EXPECT_EQ(chart.verdict.baseline_points, 0U);
}

TEST(XmrTest, OnePointIsCommonCauseAndHasNoLimits) {
  const XmrChart package = Chart({.values = {5}, .target = 4.0}, kPlotTheDots);
  EXPECT_EQ(Letters(package), ".");
  EXPECT_EQ(package.verdict.mean, 5.0);
  EXPECT_EQ(package.verdict.limits, std::nullopt);
  EXPECT_EQ(package.verdict.assurance, Assurance::kHitOrMiss);
  const XmrChart ours = Chart({.values = {5}, .target = 4.0}, kMakingDataCount);
  EXPECT_EQ(ours.verdict.assurance, Assurance::kNone);
  EXPECT_TRUE(ours.verdict.trial);
}

TEST(XmrTest, OneToSevenRises) {
  // Mean 4, limits 4 -/+ 2.66: 1 and 7 are outside, the rest is part of the trend.
  const XmrChart chart = Chart({.values = {1, 2, 3, 4, 5, 6, 7}}, kPlotTheDots);
  EXPECT_EQ(Letters(chart), "LrrrrrU");
  EXPECT_EQ(VariationOf(chart.points[0].label, Better::kHigher), Variation::kConcern);
  EXPECT_EQ(chart.verdict.variation, Variation::kImprovement);
  EXPECT_EQ(chart.verdict.signal->label, Label::kAboveUpper);
}

TEST(XmrTest, ASpikeIsOutsideItself) {
  const XmrRows rows{.values = {1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}};
  EXPECT_EQ(Letters(Chart(rows, kPlotTheDots)), "....U.............");
  EXPECT_EQ(Letters(Chart(rows, kMakingDataCount)), "....U.............");
}

TEST(XmrTest, NothingCrossesAStepChange) {
  // Thirteen rows rise, but the step change leaves six and seven.
  XmrRows rows{.values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}, .group_starts = {6}};
  const XmrChart chart = Chart(rows, kMakingDataCount);
  // 1 to 6: mean 3.5, limits .84 and 6.16, nothing. 7 to 13: limits 7.34 and 12.66.
  EXPECT_EQ(Letters(chart), "......LrrrrrU");
  ASSERT_EQ(chart.groups.size(), 2U);
  EXPECT_EQ(chart.groups[0].limits.spread, 1.0);
  EXPECT_EQ(chart.groups[1].limits.mean, 10.0);
  EXPECT_EQ(chart.groups[1].first, 6U);
  EXPECT_EQ(chart.groups[1].rows, 7U);
  EXPECT_EQ(chart.verdict.group_first, 6U);
  EXPECT_EQ(chart.verdict.baseline_points, 7U);
  EXPECT_TRUE(chart.verdict.trial);
}

TEST(XmrTest, AStepChangeAtTheFirstRowChangesNothing) {
  const std::vector<double> values = {1, 3, 2, 4, 1, 5};
  const XmrChart without = Chart({.values = values}, kMakingDataCount);
  const XmrChart with = Chart({.values = values, .group_starts = {0}}, kMakingDataCount);
  EXPECT_EQ(with.points, without.points);
  EXPECT_EQ(with.verdict, without.verdict);
  EXPECT_EQ(with.groups.size(), 1U);
}

TEST(XmrTest, AdjacentStepChangesMakeGroupsOfOne) {
  const XmrChart chart = Chart({.values = {1, 2, 3}, .group_starts = {1, 2}}, kPlotTheDots);
  EXPECT_EQ(chart.groups.size(), 3U);
  EXPECT_EQ(Letters(chart), "...");
}

TEST(XmrTest, TheBaselineIsTakenAfreshInEachGroup) {
  // Each group's limits come from its first three rows: mean 2, limits 2 -/+ 3.99; then 12.
  const XmrChart chart =
      Chart({.values = {1, 3, 2, 9, 11, 13, 12, 1}, .group_starts = {4}, .baseline_rows = 3},
            kMakingDataCount);
  EXPECT_EQ(chart.groups[0].limits.mean, 2.0);
  EXPECT_EQ(chart.groups[1].limits.mean, 12.0);
  EXPECT_EQ(Letters(chart), "...U...L");
}

TEST(XmrTest, AConstantSeriesIsCommonCauseAndMeetsAnEqualTarget) {
  const XmrRows rows{.values = Constant(13, 97.4), .target = 97.4};
  const XmrChart ours = Chart(rows, kMakingDataCount);
  EXPECT_EQ(Letters(ours), std::string(13, '.'));
  EXPECT_EQ(ours.verdict.assurance, Assurance::kConsistentlyMet);
  const XmrChart package = Chart(rows, kPlotTheDots);
  EXPECT_EQ(Letters(package), std::string(13, '.'));
  EXPECT_EQ(package.verdict.assurance, Assurance::kHitOrMiss);
}

TEST(XmrTest, AValueThatDiffersFromAConstantBaselineIsSpecial) {
  XmrRows rows{.values = Constant(12, 5), .baseline_rows = 12};
  rows.values.push_back(5.5);
  EXPECT_EQ(Letters(Chart(rows, kMakingDataCount)), "............U");
}

TEST(XmrTest, OneEventAmongZerosIsNotEveryPointOutside) {
  std::vector<double> values(20, 0);
  values[9] = 1;
  const XmrRows rows{.values = values};
  // The package screens both ranges of the event away and calls every point special.
  EXPECT_EQ(Letters(Chart(rows, kPlotTheDots)), "LLLLLLLLLULLLLLLLLLL");
  // Mean .05, ranges two of 1 in 19: limits -.23 and .33. Zeros are a run below the mean.
  XmrOptions screened = kMakingDataCount;
  screened.screen_moving_ranges = true;
  EXPECT_EQ(Letters(Chart(rows, screened)), "888888888U8888888888");
  EXPECT_EQ(Letters(Chart(rows, kMakingDataCount)), "888888888U8888888888");
}

TEST(XmrTest, TwoLevelsInTurnAreCommonCause) {
  const XmrRows rows{.values = {1, 5, 1, 5, 1, 5, 1, 5, 1, 5}};
  EXPECT_EQ(Letters(Chart(rows, kPlotTheDots)), "..........");
  EXPECT_EQ(Letters(Chart(rows, kMakingDataCount)), "..........");
}

TEST(XmrTest, HugeAndTinyValuesAreJudged) {
  EXPECT_EQ(Letters(Chart({.values = {1e308, -1e308, 1e308, -1e308}}, kPlotTheDots)), "....");
  EXPECT_EQ(Letters(Chart({.values = {1e308, -1e308, 1e308, -1e308}}, kMakingDataCount)), "....");
  EXPECT_EQ(Letters(Chart({.values = {5e-324, 1e-323, 5e-324, 1e-323}}, kMakingDataCount)), "....");
}

TEST(XmrTest, AnUnknownRowIsNotATrendAndTheRestStaysValid) {
  // The package refuses this series.
  const XmrChart chart = Chart({.values = {1, 2, 3, kXmrUnknown, 5, 6, 7}}, kPlotTheDots);
  // Mean 4, ranges of 1: limits 1.34 and 6.66.
  EXPECT_EQ(Letters(chart), "L.....U");
}

TEST(XmrTest, AnUnknownLatestRowIsCommonCauseAndSaysSo) {
  const XmrChart chart =
      Chart({.values = {1, 2, 1, 2, kXmrUnknown}, .target = 9.0}, kMakingDataCount);
  EXPECT_FALSE(chart.verdict.latest_known);
  EXPECT_EQ(chart.verdict.variation, Variation::kCommonCause);
  EXPECT_EQ(chart.verdict.assurance, Assurance::kConsistentlyMissed);
}

TEST(XmrTest, TheLatestGroupIsComparedWithTheTarget) {
  // 1 and 3 in turn: limits 2 -/+ 5.32. Then 21 and 23: 22 -/+ 5.32.
  const XmrRows rows{.values = {1, 3, 1, 3, 21, 23, 21, 23}, .group_starts = {4}, .target = 10.0};
  EXPECT_EQ(Chart(rows, kMakingDataCount).verdict.assurance, Assurance::kConsistentlyMet);
}

TEST(XmrTest, SixPointsOnRequest) {
  XmrOptions six = kMakingDataCount;
  six.rules.run_points = 6;
  const XmrRows rows{.values = {0, 0, 0, 5, 5, 5, 5, 5, 5}, .baseline_rows = 9};
  // Mean 30/9, one range of 5 in eight: limits 1.67 and 5.00; 5 is above 4.996.
  EXPECT_EQ(Letters(Chart(rows, six)), "LLLUUUUUU");
  const XmrRows wide{.values = {0, 4, 0, 4.1, 4.2, 4.1, 4.2, 4.1, 4.2}};
  // Mean 3.21: ranges 4, 4, 4.1 and five of .1 make 1.58 and limits -.98 and 7.4.
  EXPECT_EQ(Letters(Chart(wide, six)), "...777777");
  EXPECT_EQ(Letters(Chart(wide, kMakingDataCount)), ".........");
}

TEST(ProfileTest, TheProfilesAreWhatTheirSourcesSay) {
  EXPECT_FALSE(kMakingDataCount.screen_moving_ranges);
  EXPECT_EQ(kMakingDataCount.rules.two_in_three, TwoInThree::kBeyondNear);
  EXPECT_EQ(kMakingDataCount.rules.run_points, 7);
  EXPECT_EQ(kMakingDataCount.target_on_limit, TargetOnLimit::kDecides);
  EXPECT_EQ(kMakingDataCount.limit_points_min, 3);
  EXPECT_EQ(kMakingDataCount.firm_limit_points_min, 12);
  EXPECT_TRUE(kPlotTheDots.screen_moving_ranges);
  EXPECT_EQ(kPlotTheDots.rules.two_in_three, TwoInThree::kNearOnly);
  EXPECT_EQ(kPlotTheDots.rules.run_points, 7);
  EXPECT_EQ(kPlotTheDots.target_on_limit, TargetOnLimit::kHitOrMiss);
}

}  // namespace
}  // namespace trustwatch::stats
