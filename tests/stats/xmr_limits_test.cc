#include "daemon/stats/xmr_limits.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "daemon/stats/xmr_options.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr int kAll = 1 << 20;
constexpr double kXmrLimitsUnknown = -99;

std::vector<std::uint8_t> Known(const std::vector<double>& values) {
  std::vector<std::uint8_t> known;
  known.reserve(values.size());
  for (const double value : values) known.push_back(value == kXmrLimitsUnknown ? 0 : 1);
  return known;
}

XmrLimits Compute(const std::vector<double>& values, const XmrOptions& options,
                  int baseline_rows = kAll) {
  return ComputeXmrLimits(values, Known(values), baseline_rows, options);
}

XmrOptions Screened(bool screen) {
  XmrOptions options;
  options.screen_moving_ranges = screen;
  return options;
}

// 18 points whose reference results are published to the last digit.
constexpr std::array<double, 18> kSpike = {1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};

TEST(XmrLimitsTest, ScreeningLeavesLargeMovingRangesOut) {
  // Fifteen ranges of 1 and the two of 8 and 9: mean 32/17, and 3.267 times that is 6.15.
  const XmrLimits limits = ComputeXmrLimits(kSpike, {}, kAll, Screened(true));
  EXPECT_EQ(limits.mean, 1.9444444444444444);
  EXPECT_EQ(limits.spread, 1.0);
  EXPECT_EQ(limits.screened_from, 3.267 * (32.0 / 17));
  EXPECT_EQ(limits.limits->lower, -0.71555555555555572);
  EXPECT_EQ(limits.limits->upper, 4.6044444444444448);
}

TEST(XmrLimitsTest, WithoutScreeningTheyCount) {
  const XmrLimits limits = ComputeXmrLimits(kSpike, {}, kAll, Screened(false));
  EXPECT_EQ(limits.mean, 1.9444444444444444);
  EXPECT_EQ(limits.screened_from, std::nullopt);
  EXPECT_EQ(limits.limits->lower, -3.0626143790849669);
  EXPECT_EQ(limits.limits->upper, 6.9515032679738562);
}

TEST(XmrLimitsTest, NearLimitsAreTwoThirdsOfTheWay) {
  // Mean 2, ranges 2 and 1: 1.5 x 2.66 = 3.99, and two thirds of that 2.66.
  const XmrLimits limits = Compute({1, 3, 2}, kMakingDataCount);
  EXPECT_DOUBLE_EQ(limits.limits->lower, -1.99);
  EXPECT_DOUBLE_EQ(limits.limits->upper, 5.99);
  EXPECT_DOUBLE_EQ(limits.limits->near_lower, -0.66);
  EXPECT_DOUBLE_EQ(limits.limits->near_upper, 4.66);
}

TEST(XmrLimitsTest, ARangeOnTheScreenIsLeftOut) {
  // Ranges 3267, 733, 0, 0, 1000, 1000, 1000, 1000: sum 8000, mean 1000, screen at 3267.
  const std::vector<double> values = {0, 3267, 4000, 4000, 4000, 5000, 4000, 3000, 2000};
  const XmrLimits limits = Compute(values, Screened(true));
  EXPECT_EQ(limits.screened_from, 3267.0);
  EXPECT_EQ(limits.spread, 4733.0 / 7);
}

TEST(XmrLimitsTest, OnlyTheBaselineCounts) {
  const XmrLimits fixed = Compute({1, 3, 2, 100, 200}, kMakingDataCount, 3);
  EXPECT_EQ(fixed.mean, 2.0);
  EXPECT_EQ(fixed.spread, 1.5);
  EXPECT_EQ(fixed.baseline_points, 3);
}

TEST(XmrLimitsTest, UnknownRowsCountToTheBaselineButAreNotValues) {
  // Rows 1, ?, 3: two known points, no moving range across the unknown one.
  const XmrLimits fixed = Compute({1, kXmrLimitsUnknown, 3, 4}, kPlotTheDots, 3);
  EXPECT_EQ(fixed.baseline_points, 2);
  EXPECT_EQ(fixed.mean, 2.0);
  EXPECT_EQ(fixed.spread, std::nullopt);
  EXPECT_EQ(fixed.limits, std::nullopt);
}

TEST(XmrLimitsTest, AMovingRangeNeverBridgesAnUnknownRow) {
  // 1 to 2, then 10 to 12: ranges 1 and 2, not the 8 between.
  const XmrLimits limits = Compute({1, 2, kXmrLimitsUnknown, 10, 12}, kMakingDataCount);
  EXPECT_EQ(limits.spread, 1.5);
  EXPECT_EQ(limits.mean, 6.25);
}

TEST(XmrLimitsTest, NothingKnownIsNothingSaid) {
  for (const std::vector<double>& values :
       {std::vector<double>{}, std::vector<double>{kXmrLimitsUnknown, kXmrLimitsUnknown}}) {
    const XmrLimits limits = Compute(values, kMakingDataCount);
    EXPECT_EQ(limits.mean, std::nullopt);
    EXPECT_EQ(limits.spread, std::nullopt);
    EXPECT_EQ(limits.limits, std::nullopt);
    EXPECT_EQ(limits.baseline_points, 0);
  }
}

TEST(XmrLimitsTest, TwoPointsAreTooFewForUsAndEnoughForThePackage) {
  EXPECT_EQ(Compute({1, 2}, kMakingDataCount).limits, std::nullopt);
  EXPECT_NE(Compute({1, 2, 1}, kMakingDataCount).limits, std::nullopt);
  EXPECT_NE(Compute({1, 2}, kPlotTheDots).limits, std::nullopt);
  EXPECT_EQ(Compute({1}, kPlotTheDots).limits, std::nullopt);
  EXPECT_EQ(Compute({1}, kPlotTheDots).mean, 1.0);
}

TEST(XmrLimitsTest, TwelvePointsMakeFirmLimits) {
  std::vector<double> values(11, 1);
  values[3] = 2;
  EXPECT_TRUE(Compute(values, kMakingDataCount).trial);
  values.push_back(kXmrLimitsUnknown);
  EXPECT_TRUE(Compute(values, kMakingDataCount).trial);
  values.push_back(1);
  EXPECT_FALSE(Compute(values, kMakingDataCount).trial);
}

TEST(XmrLimitsTest, AConstantSeriesHasItsLimitsOnTheMean) {
  for (const double value : {97.4, 2.3, 0.0, -5.0}) {
    const std::vector<double> values(13, value);
    const Limits on_mean{value, value, value, value};
    EXPECT_EQ(Compute(values, kMakingDataCount).limits, on_mean);
    EXPECT_EQ(Compute(values, Screened(true)).limits, on_mean);
    // The package screens every range of such a series away, unless it is told not to.
    EXPECT_EQ(Compute(values, kPlotTheDots).limits, std::nullopt);
    XmrOptions unscreened = kPlotTheDots;
    unscreened.screen_moving_ranges = false;
    EXPECT_EQ(Compute(values, unscreened).limits, on_mean);
  }
}

TEST(XmrLimitsTest, ScreeningThatLeavesNoSpreadIsOurs) {
  // One event in twenty: two ranges of 1 among nineteen, 3.267 x 2/19 = 0.34 screens both away.
  std::vector<double> values(20, 0);
  values[9] = 1;
  const XmrLimits package = Compute(values, kPlotTheDots);
  EXPECT_EQ(package.spread, 0.0);
  EXPECT_EQ(package.limits->lower, 0.05);
  EXPECT_EQ(package.limits->upper, 0.05);
  const XmrLimits ours = Compute(values, Screened(true));
  EXPECT_EQ(ours.screened_from, std::nullopt);
  EXPECT_EQ(ours.spread, 2.0 / 19);
  EXPECT_LT(ours.limits->lower, 0);
}

TEST(XmrLimitsTest, NothingInfiniteComesOutOfHugeValues) {
  const double huge = 1e308;
  // Ranges of 2e308 pass the largest double: there is no spread.
  for (const XmrOptions& options : {kMakingDataCount, kPlotTheDots, Screened(true)}) {
    const XmrLimits limits = Compute({huge, -huge, huge, -huge}, options);
    EXPECT_EQ(limits.mean, 0.0);
    EXPECT_EQ(limits.spread, std::nullopt);
    EXPECT_EQ(limits.limits, std::nullopt);
    EXPECT_TRUE(std::isfinite(limits.screened_from.value_or(0)));
  }
  // Mean 1e308 and spread 1e308: only the upper limit would pass it.
  const XmrLimits limits = Compute({huge, 1.5e308, .5e308, 1.5e308, .5e308}, kMakingDataCount);
  EXPECT_EQ(limits.limits->upper, std::numeric_limits<double>::max());
  EXPECT_TRUE(std::isfinite(limits.limits->lower));
  EXPECT_LT(limits.limits->lower, -1e308);
}

TEST(XmrLimitsTest, TheSmallestNumbersHaveLimitsToo) {
  const double tiny = std::numeric_limits<double>::denorm_min();
  // Values 2 and 4 of the smallest number: mean 3, ranges 2, 2.66 x 2 = 5.32, rounded 5.
  const XmrLimits limits = Compute({2 * tiny, 4 * tiny, 2 * tiny, 4 * tiny}, kMakingDataCount);
  EXPECT_EQ(limits.limits->lower, -2 * tiny);
  EXPECT_EQ(limits.limits->upper, 8 * tiny);
}

TEST(ToLinesTest, LimitsThatAreAbsentCannotBePassed) {
  const Lines lines = ToLines(XmrLimits{.mean = 3});
  EXPECT_TRUE(lines.has_centre);
  EXPECT_EQ(lines.centre, 3);
  EXPECT_EQ(lines.upper, kNoUpper);
  EXPECT_EQ(lines.near_lower, kNoLower);
  EXPECT_FALSE(ToLines(XmrLimits{}).has_centre);
}

}  // namespace
}  // namespace trustwatch::stats
