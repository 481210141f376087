#include "daemon/chart/extent.h"

#include <limits>
#include <optional>
#include <vector>

#include "gtest/gtest.h"
#include "tests/chart/samples.h"

namespace trustwatch::chart {
namespace {

// Two points make no limits, so the extent is that of the figures: 10 to 20.
TargetPlace PlaceOf(double target) {
  return FindExtent(Judge({.values = {10, 20}, .target = target}), 0).target;
}

TEST(ExtentTest, ATargetMayStretchTheChartFourTimes) {
  EXPECT_EQ(PlaceOf(15), TargetPlace::kOnAxis);
  EXPECT_EQ(PlaceOf(50), TargetPlace::kOnAxis);  // 10 to 50
  EXPECT_EQ(PlaceOf(50.1), TargetPlace::kAbove);
  EXPECT_EQ(PlaceOf(-20), TargetPlace::kOnAxis);  // -20 to 20
  EXPECT_EQ(PlaceOf(-20.1), TargetPlace::kBelow);
  EXPECT_EQ(PlaceOf(std::numeric_limits<double>::max()), TargetPlace::kAbove);
  EXPECT_EQ(PlaceOf(std::numeric_limits<double>::lowest()), TargetPlace::kBelow);
}

TEST(ExtentTest, ATargetOnTheAxisIsPartOfIt) {
  const Extent extent = FindExtent(Judge({.values = {10, 20}, .target = 50}), 0);
  EXPECT_EQ(extent.lowest, 10);
  EXPECT_EQ(extent.highest, 50);
  EXPECT_EQ(FindExtent(Judge({.values = {10, 20}, .target = 51}), 0).highest, 20);
}

TEST(ExtentTest, AConstantSeriesMakesRoomForAnyTarget) {
  EXPECT_EQ(FindExtent(Judge({.values = {3, 3, 3}, .target = 1e9}), 0).target,
            TargetPlace::kOnAxis);
}

TEST(ExtentTest, LimitsArePartOfIt) {
  // Mean 8/3, mean moving range 2: limits 8/3 -/+ 5.32.
  const Extent extent = FindExtent(Judge({.values = {2, 4, 2}}), 0);
  EXPECT_NEAR(*extent.lowest, 8.0 / 3 - 5.32, 1e-12);
  EXPECT_NEAR(*extent.highest, 8.0 / 3 + 5.32, 1e-12);
  EXPECT_TRUE(extent.trial_limits);
  EXPECT_FALSE(extent.firm_limits);
}

TEST(ExtentTest, MovingLimitsCountWhereTheyAreWidestAmongTheRowsThatAreShown) {
  ChartInput input = Judge({.values = {4, 4, 4, 4}});
  input.lines = MovingLines();
  EXPECT_EQ(FindExtent(input, 0).lowest, 0);
  EXPECT_EQ(FindExtent(input, 0).highest, 8);
  EXPECT_EQ(FindExtent(input, 3).lowest, 4);  // the figure and the mean: no lower limit there
  EXPECT_EQ(FindExtent(input, 3).highest, 7);
  EXPECT_FALSE(FindExtent(input, 0).steps);
}

TEST(ExtentTest, AnEmptyOrUnknownSeriesHasNone) {
  EXPECT_EQ(FindExtent(Judge({}), 0).lowest, std::nullopt);
  const Extent unknown = FindExtent(Judge({.values = {1, 2}, .known = {0, 0}}), 0);
  EXPECT_EQ(unknown.lowest, std::nullopt);
  EXPECT_TRUE(unknown.missing);
  EXPECT_FALSE(unknown.common_cause);
  EXPECT_EQ(FindExtent(Judge({.target = 5}), 0).lowest, 5);
}

TEST(ExtentTest, RowsBeforeTheFirstDoNotCount) {
  const ChartInput input = Judge({.values = {1000, 1, 2, 3}, .group_starts = {1}});
  EXPECT_EQ(FindExtent(input, 0).highest, 1000);
  EXPECT_TRUE(FindExtent(input, 0).steps);
  // Mean 2, mean moving range 1: upper limit 4.66.
  EXPECT_NEAR(*FindExtent(input, 1).highest, 4.66, 1e-12);
  EXPECT_FALSE(FindExtent(input, 1).steps);
}

}  // namespace
}  // namespace trustwatch::chart
