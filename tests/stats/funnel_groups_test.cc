#include "daemon/stats/funnel_groups.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

TEST(FunnelGroupsTest, RecordsOfAGroupAreSummedAndGroupsSorted) {
  const std::vector<FunnelRecord> records = {
      {"b", 3, 10}, {"a", 1, 4}, {"b", 4, 11}, {std::nullopt, 100, 100}, {"a", 1, 4}};
  const std::vector<FunnelGroup> groups = SumByGroup(records);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].name, "a");
  EXPECT_EQ(groups[0].numerator, 2);
  EXPECT_EQ(groups[0].ratio, 0.25);
  EXPECT_EQ(groups[1].numerator, 7);
  EXPECT_EQ(groups[1].denominator, 21);
}

TEST(FunnelGroupsTest, OneMissingRecordMakesTheGroupMissing) {
  const std::vector<FunnelRecord> records = {
      {"a", 3, 10}, {"a", std::nullopt, 4}, {"b", 4, std::nullopt}};
  const std::vector<FunnelGroup> groups = SumByGroup(records);
  EXPECT_TRUE(std::isnan(groups[0].numerator));
  EXPECT_EQ(groups[0].denominator, 14);
  EXPECT_EQ(ExclusionOf(groups[0], FunnelData::kProportion), FunnelExclusion::kNumeratorMissing);
  EXPECT_EQ(ExclusionOf(groups[1], FunnelData::kProportion), FunnelExclusion::kDenominatorMissing);
}

TEST(FunnelGroupsTest, SumsAreRoundedOnce) {
  // In double 0.1 ten times is 0.9999999999999999.
  const std::vector<FunnelRecord> records(10, FunnelRecord{"a", 0.1, 1});
  EXPECT_EQ(SumByGroup(records)[0].numerator, 1);
}

TEST(FunnelGroupsTest, OnlyAUsableFigureHasAPlace) {
  const auto exclusion = [](double numerator, double denominator, FunnelData data) {
    return ExclusionOf(FunnelGroup{.numerator = numerator, .denominator = denominator}, data);
  };
  EXPECT_EQ(exclusion(0, 0, FunnelData::kRatioOfCounts), FunnelExclusion::kDenominatorNotPositive);
  EXPECT_EQ(exclusion(3, 2, FunnelData::kProportion), FunnelExclusion::kProportionAboveOne);
  EXPECT_EQ(exclusion(3, 2, FunnelData::kRatioOfCounts), FunnelExclusion::kNone);
  EXPECT_EQ(exclusion(2, 2, FunnelData::kProportion), FunnelExclusion::kNone);
  EXPECT_EQ(exclusion(0, 2, FunnelData::kProportion), FunnelExclusion::kNone);
}

TEST(FunnelGroupsTest, ColumnsAreIdenticalWhenEveryRecordIs) {
  EXPECT_TRUE(ColumnsAreIdentical(
      std::vector<FunnelRecord>{{"a", 2, 2}, {"b", std::nullopt, std::nullopt}}));
  EXPECT_FALSE(ColumnsAreIdentical(std::vector<FunnelRecord>{{"a", 2, 2}, {"b", 2, 3}}));
  // The sums agree, the records do not.
  EXPECT_FALSE(ColumnsAreIdentical(std::vector<FunnelRecord>{{"a", 2, 3}, {"a", 3, 2}}));
}

TEST(FunnelGroupsTest, RoundsToTheNearerHundredth) {
  EXPECT_EQ(RoundToHundredth(523.704999), 523.70);
  EXPECT_EQ(RoundToHundredth(523.706), 523.71);
  EXPECT_EQ(RoundToHundredth(12.0), 12.0);
  // 0.125 and 0.375 are exact in binary: ties go to the even hundredth.
  EXPECT_EQ(RoundToHundredth(0.125), 0.12);
  EXPECT_EQ(RoundToHundredth(0.375), 0.38);
  // The double 5.015 is less than 5.015, but 5.01 and 5.02 are equally near in double arithmetic:
  // R 4 gives the even 5.02, where printf and floor(100 x + 0.5) / 100 give 5.01.
  EXPECT_EQ(RoundToHundredth(5.015), 5.02);
  EXPECT_EQ(RoundToHundredth(4.5e15), 4.5e15);
}

}  // namespace
}  // namespace trustwatch::stats
