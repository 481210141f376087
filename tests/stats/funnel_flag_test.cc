#include "daemon/stats/funnel_flag.h"

#include <optional>

#include "gtest/gtest.h"
#include "tests/stats/special_values.h"

namespace trustwatch::stats {
namespace {

TEST(FunnelFlagTest, OnALimitIsInside) {
  EXPECT_EQ(FlagOf(1, 1, 2), FunnelFlag::kInside);
  EXPECT_EQ(FlagOf(2, 1, 2), FunnelFlag::kInside);
  EXPECT_EQ(FlagOf(0.999, 1, 2), FunnelFlag::kLow);
  EXPECT_EQ(FlagOf(2.001, 1, 2), FunnelFlag::kHigh);
}

TEST(FunnelFlagTest, OneSideDecidesWhereTheOtherIsUnknown) {
  EXPECT_EQ(FlagOf(3, testing::kNaN, 2), FunnelFlag::kHigh);
  EXPECT_EQ(FlagOf(0, 1, testing::kNaN), FunnelFlag::kLow);
  EXPECT_EQ(FlagOf(1, testing::kNaN, 2), std::nullopt);
  EXPECT_EQ(FlagOf(1, 0, testing::kNaN), std::nullopt);
  EXPECT_EQ(FlagOf(testing::kNaN, 0, 2), std::nullopt);
}

TEST(FunnelFlagTest, NothingIsOutsideUnboundedLimits) {
  EXPECT_EQ(FlagOf(1e12, 0, testing::kInfinity), FunnelFlag::kInside);
  EXPECT_EQ(FlagOf(0, -testing::kInfinity, testing::kInfinity), FunnelFlag::kInside);
}

TEST(FunnelFlagTest, TheDirectionOfImprovementGivesAFlagItsMeaning) {
  EXPECT_EQ(MeaningOf(FunnelFlag::kHigh, Better::kHigher), FunnelMeaning::kBetter);
  EXPECT_EQ(MeaningOf(FunnelFlag::kHigh, Better::kLower), FunnelMeaning::kWorse);
  EXPECT_EQ(MeaningOf(FunnelFlag::kLow, Better::kHigher), FunnelMeaning::kWorse);
  EXPECT_EQ(MeaningOf(FunnelFlag::kLow, Better::kLower), FunnelMeaning::kBetter);
  for (const FunnelFlag flag : {FunnelFlag::kHigh, FunnelFlag::kLow}) {
    EXPECT_EQ(MeaningOf(flag, Better::kNeither), FunnelMeaning::kDiffers);
  }
  for (const Better better : {Better::kHigher, Better::kLower, Better::kNeither}) {
    EXPECT_EQ(MeaningOf(FunnelFlag::kInside, better), FunnelMeaning::kAsExpected);
  }
}

}  // namespace
}  // namespace trustwatch::stats
