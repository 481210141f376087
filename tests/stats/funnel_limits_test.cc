#include "daemon/stats/funnel_limits.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "gtest/gtest.h"
#include "tests/stats/options_for.h"

namespace trustwatch::stats {
namespace {

constexpr double k95 = 1.959964;
constexpr double k998 = 3.090232;

TEST(FunnelLimitsTest, StandardisedRatiosHaveThePackagesPoissonLimits) {
  // FunnelPlotR's own test-poisson_limits.R.
  struct Published {
    double expected, lower_95, upper_95, lower_998, upper_998;
  };
  constexpr std::array<Published, 3> kTable = {{{15, 0.5596924, 1.649348, 0.3862650, 2.082907},
                                                {20, 0.6108260, 1.544419, 0.4479107, 1.902094},
                                                {30, 0.6746958, 1.427562, 0.5289724, 1.702771}}};
  for (const FunnelProfile profile : {FunnelProfile::kFunnelplotr, FunnelProfile::kTrustwatch}) {
    for (const Published& row : kTable) {
      const LevelLimits limits =
          LimitsAt(row.expected, {.target = 1},
                   testing::OptionsFor(FunnelData::kStandardisedRatio, profile))
              .unadjusted;
      EXPECT_NEAR(limits.at_95.lower, row.lower_95, 5e-8);
      EXPECT_NEAR(limits.at_95.upper, row.upper_95, 5e-7);
      EXPECT_NEAR(limits.at_998.lower, row.lower_998, 5e-8);
      EXPECT_NEAR(limits.at_998.upper, row.upper_998, 5e-7);
    }
  }
}

TEST(FunnelLimitsTest, TheMultiplierScalesEveryLimit) {
  FunnelOptions options = testing::OptionsFor(FunnelData::kProportion, FunnelProfile::kTrustwatch);
  const LimitBasis basis{.target = 0.3, .tau2 = 0.01};
  const LevelLimits plain = LimitsAt(50, basis, options).adjusted;
  options.multiplier = 128;
  const LevelLimits scaled = LimitsAt(50, basis, options).adjusted;
  EXPECT_EQ(scaled.at_95.lower, 128 * plain.at_95.lower);
  EXPECT_EQ(scaled.at_998.upper, 128 * plain.at_998.upper);
}

TEST(FunnelLimitsTest, TheCqcsLimitsAreSquaredBackInOurs) {
  // At 25 the standard error is 0.1.
  FunnelOptions options =
      testing::OptionsFor(FunnelData::kStandardisedRatio, FunnelProfile::kFunnelplotr);
  options.ratio_method = RatioMethod::kCqc;
  EXPECT_NEAR(LimitsAt(25, {.target = 1}, options).adjusted.at_95.upper, 1.1959964, 1e-12);
  options.profile = FunnelProfile::kTrustwatch;
  const LevelLimits ours = LimitsAt(25, {.target = 1}, options).adjusted;
  EXPECT_NEAR(ours.at_95.lower, 0.8040036 * 0.8040036, 1e-12);
  EXPECT_NEAR(ours.at_95.upper, 1.1959964 * 1.1959964, 1e-12);
  // Where the lower end passes zero on the square root scale it is zero.
  EXPECT_EQ(LimitsAt(25, {.target = 1, .tau2 = 1}, options).adjusted.at_95.lower, 0);
}

TEST(FunnelLimitsTest, RatesStandOnTheErrorOfTheirScore) {
  // Target 0.1 and 1,000 bed days: 100 events are expected, s = 1 / sqrt(100.5).
  const double error = 1 / std::sqrt(100.5);
  const LevelLimits ours =
      LimitsAt(1000, {.target = 0.1},
               testing::OptionsFor(FunnelData::kRatioOfCounts, FunnelProfile::kTrustwatch))
          .unadjusted;
  EXPECT_NEAR(ours.at_95.upper, (1000.5 * 0.1 * std::exp(k95 * error) - 0.5) / 1000, 1e-15);
  EXPECT_NEAR(ours.at_998.lower, (1000.5 * 0.1 * std::exp(-k998 * error) - 0.5) / 1000, 1e-15);
  // The package's error is that of a square root: 1 / (2 sqrt(1000)).
  const LevelLimits package =
      LimitsAt(1000, {.target = 0.1},
               testing::OptionsFor(FunnelData::kRatioOfCounts, FunnelProfile::kFunnelplotr))
          .unadjusted;
  EXPECT_NEAR(package.at_95.upper, 0.1 * std::exp(k95 / (2 * std::sqrt(1000.0))), 1e-15);
}

TEST(FunnelLimitsTest, ProportionsStopWhereTheArcSineFolds) {
  const FunnelOptions ours =
      testing::OptionsFor(FunnelData::kProportion, FunnelProfile::kTrustwatch);
  // asin(sqrt(0.0025)) is 0.0500, 1.959964 / (2 sqrt(100)) is 0.098: past zero.
  const LevelLimits rare = LimitsAt(100, {.target = 0.0025}, ours).unadjusted;
  EXPECT_EQ(rare.at_95.lower, 0);
  EXPECT_EQ(rare.at_998.lower, 0);
  EXPECT_NEAR(rare.at_95.upper, std::pow(std::sin(std::asin(0.05) + 0.0979982), 2), 1e-15);
  const LevelLimits common = LimitsAt(100, {.target = 0.9975}, ours).unadjusted;
  EXPECT_EQ(common.at_95.upper, 1);
  EXPECT_NEAR(common.at_95.lower, 1 - rare.at_95.upper, 1e-15);
  // The package folds: sin^2(0.0500 - 0.0980) is above zero.
  const FunnelOptions package =
      testing::OptionsFor(FunnelData::kProportion, FunnelProfile::kFunnelplotr);
  EXPECT_GT(LimitsAt(100, {.target = 0.0025}, package).unadjusted.at_95.lower, 0.002);
}

TEST(FunnelLimitsTest, NobodyIsLowForTheWantOfAnUnlikelyEvent) {
  // 0.9975^n is 2.5 % at n = ln 0.025 / ln 0.9975 = 1473.7: above, having none is news.
  const FunnelOptions options =
      testing::OptionsFor(FunnelData::kProportion, FunnelProfile::kTrustwatch);
  EXPECT_EQ(LimitsAt(1473, {.target = 0.0025}, options).unadjusted.at_95.lower, 0);
  EXPECT_GT(LimitsAt(1474, {.target = 0.0025}, options).unadjusted.at_95.lower, 0);
  EXPECT_EQ(LimitsAt(1474, {.target = 0.0025}, options).unadjusted.at_998.lower, 0);
  // And as many trials of what nearly always happens.
  EXPECT_EQ(LimitsAt(1473, {.target = 0.9975}, options).unadjusted.at_95.upper, 1);
  EXPECT_LT(LimitsAt(1474, {.target = 0.9975}, options).unadjusted.at_95.upper, 1);
  // A Poisson count has no event with a chance of e^-x: 2.5 % at 3.689.
  const FunnelOptions ratio =
      testing::OptionsFor(FunnelData::kStandardisedRatio, FunnelProfile::kTrustwatch);
  EXPECT_EQ(LimitsAt(3.68, {.target = 1}, ratio).unadjusted.at_95.lower, 0);
  EXPECT_GT(LimitsAt(3.70, {.target = 1}, ratio).unadjusted.at_95.lower, 0);
}

TEST(FunnelLimitsTest, NobodyIsHighForAFirstEventThatChanceExplains) {
  // One event where 0.05 are expected has a chance of 4.9 %; where 0.02 are, of 2.0 %.
  const FunnelOptions options =
      testing::OptionsFor(FunnelData::kRatioOfCounts, FunnelProfile::kTrustwatch);
  EXPECT_GE(LimitsAt(50, {.target = 0.001}, options).unadjusted.at_95.upper, 1.0 / 50);
  EXPECT_LT(LimitsAt(20, {.target = 0.001}, options).unadjusted.at_95.upper, 1.0 / 20);
  EXPECT_GE(LimitsAt(20, {.target = 0.001}, options).unadjusted.at_95.upper, 0);
  EXPECT_GE(LimitsAt(20, {.target = 0.001}, options).unadjusted.at_998.upper, 1.0 / 20);
}

TEST(FunnelLimitsTest, TheRepairLooksAtTheRightNeighbourAsItWas) {
  const auto row = [](double lower, double upper) {
    LimitRow result;
    result.adjusted.at_95 = {.lower = lower, .upper = upper};
    return result;
  };
  // Lower: 3 > 2, 2 > 1 and 1 > 0.5 are zeroed though their neighbours become 0; the last stays.
  // Upper: 0.4 < 0.5 and 0.5 < 1 become the multiplier, 1.2 is clipped to it first.
  std::vector<LimitRow> rows = {row(3, 0.4), row(2, 0.5), row(1, 1.2), row(0.5, 0.9)};
  RepairProportionLimits(rows, 1);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(rows[i].adjusted.at_95.lower, 0) << i;
    EXPECT_EQ(rows[i].adjusted.at_95.upper, 1) << i;
  }
  EXPECT_EQ(rows[3].adjusted.at_95.lower, 0.5);
  EXPECT_EQ(rows[3].adjusted.at_95.upper, 0.9);
}

TEST(FunnelLimitsTest, TheCurveRunsFromItsStartThroughEveryDenominator) {
  FunnelOptions options =
      testing::OptionsFor(FunnelData::kStandardisedRatio, FunnelProfile::kTrustwatch);
  const std::vector<double> denominators = {7.5, 0.4, 7.5};
  std::vector<LimitRow> rows = LookUpLimits(denominators, {.target = 1}, options);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].denominator, 0.4);
  options.with_curve = true;
  rows = LookUpLimits(denominators, {.target = 1}, options);
  ASSERT_EQ(rows.size(), kFunnelCurvePoints + 2);
  EXPECT_EQ(rows[1].denominator, 1.1);
  EXPECT_EQ(rows.back().denominator, 8);
  options.curve_end = 20;
  EXPECT_EQ(LookUpLimits(denominators, {.target = 1}, options).back().denominator, 20);
}

TEST(FunnelLimitsTest, TheFunnelNarrowsAsTheDenominatorGrows) {
  for (const FunnelData data :
       {FunnelData::kStandardisedRatio, FunnelData::kProportion, FunnelData::kRatioOfCounts}) {
    FunnelOptions options = testing::OptionsFor(data, FunnelProfile::kTrustwatch);
    options.with_curve = true;
    const double target = data == FunnelData::kStandardisedRatio ? 1 : 0.2;
    const std::vector<LimitRow> rows =
        LookUpLimits(std::vector{2000.0}, {.target = target}, options);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      EXPECT_GE(rows[i].unadjusted.at_95.lower, rows[i - 1].unadjusted.at_95.lower) << i;
      EXPECT_LE(rows[i].unadjusted.at_95.upper, rows[i - 1].unadjusted.at_95.upper) << i;
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
