#include "daemon/stats/funnel_scores.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "gtest/gtest.h"
#include "tests/stats/options_for.h"

namespace trustwatch::stats {
namespace {

FunnelGroup Group(double numerator, double denominator) {
  return FunnelGroup{
      .numerator = numerator, .denominator = denominator, .ratio = numerator / denominator};
}

constexpr FunnelOptions kFunnelScoresPackage{.profile = FunnelProfile::kFunnelplotr};

TEST(FunnelScoresTest, TheTargetIsTheOverallRatio) {
  const std::vector<FunnelGroup> groups = {Group(1, 4), Group(5, 8)};
  EXPECT_EQ(TargetOf(groups, FunnelData::kStandardisedRatio), 1);
  EXPECT_EQ(TargetOf(groups, FunnelData::kProportion), 0.5);
  EXPECT_EQ(TargetOf(groups, FunnelData::kRatioOfCounts), 0.5);
}

TEST(FunnelScoresTest, ShmiScoresAreOnTheLogScale) {
  // sqrt(100) ln(120 / 100)
  const FunnelScore score = ScoreOf(Group(120, 100), 1, kFunnelScoresPackage);
  EXPECT_DOUBLE_EQ(score.z, 10 * std::log(1.2));
  EXPECT_DOUBLE_EQ(score.standard_error, 0.1);
}

TEST(FunnelScoresTest, CqcScoresAreOnTheSquareRootScale) {
  FunnelOptions options = kFunnelScoresPackage;
  options.ratio_method = RatioMethod::kCqc;
  // (sqrt(36 / 16) - 1) / (1 / (2 sqrt(16))) = 0.5 x 8
  EXPECT_EQ(ScoreOf(Group(36, 16), 1, options).z, 4);
}

TEST(FunnelScoresTest, ProportionsAreOnTheArcSineScale) {
  const FunnelOptions options =
      testing::OptionsFor(FunnelData::kProportion, FunnelProfile::kTrustwatch);
  // asin(sqrt(3/4)) = pi/3 against asin(sqrt(1/2)) = pi/4, in units of 1 / (2 sqrt(100)).
  EXPECT_NEAR(ScoreOf(Group(75, 100), 0.5, options).z, 20 * std::numbers::pi / 12, 1e-13);
}

TEST(FunnelScoresTest, ThePackageTakesTheErrorOfALogRatioFromItsCounts) {
  const FunnelOptions options =
      testing::OptionsFor(FunnelData::kRatioOfCounts, FunnelProfile::kFunnelplotr);
  const FunnelScore score = ScoreOf(Group(2, 8), 0.5, options);
  EXPECT_DOUBLE_EQ(score.standard_error, std::sqrt(2 / 6.25 + 8 / 72.25));
  EXPECT_DOUBLE_EQ(score.z, (std::log(2.5 / 8.5) - std::log(0.5)) / score.standard_error);
}

TEST(FunnelScoresTest, WeTakeTheErrorOfALogRatioFromTheTarget) {
  FunnelOptions options =
      testing::OptionsFor(FunnelData::kRatioOfCounts, FunnelProfile::kTrustwatch);
  EXPECT_DOUBLE_EQ(ScoreOf(Group(2, 8), 0.5, options).standard_error, std::sqrt(1 / 4.5));
  options.ratio_denominator = RatioDenominator::kCount;
  EXPECT_DOUBLE_EQ(ScoreOf(Group(2, 8), 0.5, options).standard_error, std::sqrt(1 / 4.5 + 1 / 8.5));
}

TEST(FunnelScoresTest, NoEventsHaveAFiniteScoreOnlyInOurs) {
  EXPECT_EQ(ScoreOf(Group(0, 9), 1, kFunnelScoresPackage).z,
            -std::numeric_limits<double>::infinity());
  EXPECT_DOUBLE_EQ(ScoreOf(Group(0, 9), 1, FunnelOptions{}).z, 3 * std::log(0.5 / 9));
}

}  // namespace
}  // namespace trustwatch::stats
