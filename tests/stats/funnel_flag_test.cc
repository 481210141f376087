#include "daemon/stats/funnel_flag.h"

#include <limits>
#include <optional>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(FunnelFlagTest, OnALimitIsInside) {
  EXPECT_EQ(FlagOf(1, 1, 2), FunnelFlag::kInside);
  EXPECT_EQ(FlagOf(2, 1, 2), FunnelFlag::kInside);
  EXPECT_EQ(FlagOf(0.999, 1, 2), FunnelFlag::kLow);
  EXPECT_EQ(FlagOf(2.001, 1, 2), FunnelFlag::kHigh);
}

TEST(FunnelFlagTest, OneSideDecidesWhereTheOtherIsUnknown) {
  EXPECT_EQ(FlagOf(3, kNaN, 2), FunnelFlag::kHigh);
  EXPECT_EQ(FlagOf(0, 1, kNaN), FunnelFlag::kLow);
  EXPECT_EQ(FlagOf(1, kNaN, 2), std::nullopt);
  EXPECT_EQ(FlagOf(1, 0, kNaN), std::nullopt);
  EXPECT_EQ(FlagOf(kNaN, 0, 2), std::nullopt);
}

TEST(FunnelFlagTest, NothingIsOutsideUnboundedLimits) {
  EXPECT_EQ(FlagOf(1e12, 0, kInfinity), FunnelFlag::kInside);
  EXPECT_EQ(FlagOf(0, -kInfinity, kInfinity), FunnelFlag::kInside);
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
