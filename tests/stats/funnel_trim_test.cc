#include "daemon/stats/funnel_trim.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/stats/special_values.h"

namespace trustwatch::stats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The ranks, from 1, that truncation drops of `count` different scores.
std::vector<std::size_t> Dropped(std::size_t count, double trim_by) {
  std::vector<double> scores(count);
  std::iota(scores.begin(), scores.end(), -3.0);
  const std::vector<TrimmedScore> trimmed = TruncateScores(scores, trim_by);
  std::vector<std::size_t> dropped;
  for (std::size_t i = 0; i < count; ++i) {
    if (trimmed[i].trimmed == true) dropped.push_back(i + 1);
  }
  return dropped;
}

TEST(FunnelTrimTest, TruncationAtTenPercentFollowsTheBuckets) {
  EXPECT_THAT(Dropped(8, 0.1), IsEmpty());
  EXPECT_THAT(Dropped(9, 0.1), ElementsAre(9));
  EXPECT_THAT(Dropped(10, 0.1), ElementsAre(1, 10));
  EXPECT_THAT(Dropped(19, 0.1), ElementsAre(1, 18, 19));
  EXPECT_THAT(Dropped(20, 0.1), ElementsAre(1, 2, 19, 20));
}

TEST(FunnelTrimTest, TheShareNeedNotBeOneOfAWholeNumber) {
  // k = 2.5 and n = 5: buckets floor(2.5 r / 6) are 0 0 1 1 2; kept are those above 0 below 1.5.
  EXPECT_THAT(Dropped(5, 0.4), ElementsAre(1, 2, 5));
  EXPECT_THAT(Dropped(5, 0.5), ElementsAre(1, 2, 3, 4, 5));
}

TEST(FunnelTrimTest, EqualScoresShareTheirMeanRank) {
  const std::vector<TrimmedScore> trimmed = TruncateScores(std::vector{2.0, 1.0, 2.0, 5.0}, 0.1);
  EXPECT_EQ(trimmed[0].rank, 2.5);
  EXPECT_EQ(trimmed[1].rank, 1);
  EXPECT_EQ(trimmed[2].rank, 2.5);
  EXPECT_EQ(trimmed[3].rank, 4);
}

TEST(FunnelTrimTest, WhatHasNoScoreRanksLastInTheOrderGiven) {
  const std::vector<TrimmedScore> trimmed = TruncateScores(
      std::vector{testing::kNaN, -std::numeric_limits<double>::infinity(), testing::kNaN, 1.0},
      0.1);
  EXPECT_EQ(trimmed[0].rank, 3);
  EXPECT_EQ(trimmed[1].rank, 1);
  EXPECT_EQ(trimmed[2].rank, 4);
  EXPECT_EQ(trimmed[3].rank, 2);
}

TEST(FunnelTrimTest, NothingToTruncateByKeepsNothing) {
  const std::vector<TrimmedScore> trimmed = TruncateScores(std::vector{1.0, 2.0}, 0);
  EXPECT_TRUE(std::isnan(trimmed[0].z));
  EXPECT_EQ(trimmed[0].trimmed, std::nullopt);
}

TEST(FunnelTrimTest, WinsorisingPullsTheEndsIn) {
  // Positions 1 + 4 x 0.1 and 1 + 4 x 0.9: the quantiles are 0.4 and 3.6 of 0 1 2 3 4.
  const std::vector<TrimmedScore> trimmed =
      WinsoriseScores(std::vector{4.0, 0.0, 1.0, 3.0, 2.0}, 0.1);
  EXPECT_DOUBLE_EQ(trimmed[0].z, 3.6);
  EXPECT_DOUBLE_EQ(trimmed[1].z, 0.4);
  EXPECT_EQ(trimmed[2].z, 1);
  EXPECT_EQ(trimmed[0].trimmed, true);
  EXPECT_EQ(trimmed[2].trimmed, false);
}

TEST(FunnelTrimTest, AScoreOnAQuantileIsFlaggedThoughUnchanged) {
  const std::vector<TrimmedScore> trimmed =
      WinsoriseScores(std::vector{0.0, 1.0, 2.0, 3.0, 4.0}, 0.25);
  EXPECT_EQ(trimmed[1].z, 1);
  EXPECT_EQ(trimmed[1].trimmed, true);
  EXPECT_EQ(trimmed[2].trimmed, false);
}

TEST(FunnelTrimTest, WinsorisingPassesOverWhatHasNoScore) {
  const std::vector<TrimmedScore> trimmed =
      WinsoriseScores(std::vector{testing::kNaN, 1.0, 1.0}, 0.1);
  EXPECT_TRUE(std::isnan(trimmed[0].z));
  EXPECT_EQ(trimmed[0].trimmed, std::nullopt);
  EXPECT_EQ(trimmed[1].z, 1);
  EXPECT_TRUE(std::isnan(WinsoriseScores(std::vector{testing::kNaN}, 0.1)[0].z));
}

}  // namespace
}  // namespace trustwatch::stats
