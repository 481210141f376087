#include "daemon/stats/robust_outlier.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

std::optional<OutlierVerdict> MakeVerdict(const std::vector<double>& history, double value) {
  const std::optional<RobustScale> scale = MeasureScale(history, {});
  if (!scale.has_value()) return std::nullopt;
  return TestOutlier(*scale, value, {});
}

TEST(RobustOutlierTest, WorkedByHand) {
  // Median 5; distances 4 3 2 1 0 1 2 3 4, their median 2; sigma 2 / 0.6745 = 2.965159.
  const std::vector<double> history = {9, 1, 8, 2, 7, 3, 6, 4, 5};
  const RobustScale scale = MeasureScale(history, {}).value();
  EXPECT_EQ(scale.median, 5);
  EXPECT_EQ(scale.basis, ScaleBasis::kMedianDeviation);
  EXPECT_NEAR(scale.sigma, 2 / 0.6745, 1e-15);
  EXPECT_EQ(scale.points, 9U);
  // 0.6745 (x - 5) / 2 = 3.5 at x = 5 + 7 / 0.6745 = 15.378.
  EXPECT_FALSE(MakeVerdict(history, 15.3)->outlier);
  EXPECT_TRUE(MakeVerdict(history, 15.4)->outlier);
  EXPECT_TRUE(MakeVerdict(history, -5.4)->outlier);
  EXPECT_NEAR(MakeVerdict(history, 15.4)->score, 0.6745 * 10.4 / 2, 1e-12);
  EXPECT_NEAR(MakeVerdict(history, 0)->lower, 5 - 7 / 0.6745, 1e-12);
  EXPECT_NEAR(MakeVerdict(history, 0)->upper, 5 + 7 / 0.6745, 1e-12);
}

TEST(RobustOutlierTest, AnEvenNumberHasTheMeanOfTheMiddleTwo) {
  // Median 4.5, distances .5 .5 1.5 1.5 2.5 2.5 3.5 3.5: median 2.
  EXPECT_NEAR(MeasureScale(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}, {})->sigma, 2 / 0.6745,
              1e-15);
}

TEST(RobustOutlierTest, WildValuesDoNotMoveTheScale) {
  const std::vector<double> wild = {9, 1, 1e9, 2, 7, 3, -1e9, 4, 5};
  EXPECT_TRUE(MakeVerdict(wild, 60)->outlier);
}

TEST(RobustOutlierTest, MostlyZerosFallBackToTheMeanDeviation) {
  // Ten zeros and two ones: MAD 0, mean deviation 2/12, sigma 1.253314 / 6 = 0.208886, and 3.5 of
  // them 0.731. One has been seen before, so it is no outlier; two is.
  const std::vector<double> history = {0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0};
  const RobustScale scale = MeasureScale(history, {}).value();
  EXPECT_EQ(scale.basis, ScaleBasis::kMeanDeviation);
  EXPECT_NEAR(scale.sigma, 1.253314 / 6, 1e-12);
  EXPECT_FALSE(MakeVerdict(history, 1)->outlier);
  EXPECT_TRUE(MakeVerdict(history, 2)->outlier);
  EXPECT_FALSE(MakeVerdict(history, 0)->outlier);
  EXPECT_NEAR(MakeVerdict(history, 0)->lower, -3.5 * 1.253314 / 6, 1e-12);
}

TEST(RobustOutlierTest, WhereAllAreEqualAnyOtherIsAnOutlier) {
  const std::vector<double> zeros(8, 0);
  EXPECT_FALSE(MakeVerdict(zeros, 0)->outlier);
  EXPECT_TRUE(MakeVerdict(zeros, 1)->outlier);
  EXPECT_EQ(MakeVerdict(zeros, 1)->score, 0);
  EXPECT_EQ(MakeVerdict(zeros, 1)->lower, 0);
}

TEST(RobustOutlierTest, TooFewPointsHaveNoVerdict) {
  EXPECT_FALSE(MeasureScale({}, {}).has_value());
  EXPECT_FALSE(MakeVerdict(std::vector<double>(7, 0), 1).has_value());
  EXPECT_TRUE(MakeVerdict(std::vector<double>(8, 0), 1).has_value());
  // Unknown values are no points.
  const std::vector<double> values(8, 0);
  const std::vector<std::uint8_t> known = {1, 1, 1, 1, 1, 1, 1, 0};
  EXPECT_FALSE(TestOutlier(MeasureScale(values, known).value(), 1, {}).has_value());
}

TEST(RobustOutlierTest, ScalingAndMirroringChangeNoVerdict) {
  std::mt19937 random(20264);
  std::student_t_distribution<double> heavy(3);
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20264 round " << round);
    std::vector<double> history(static_cast<std::size_t>(8 + round % 20));
    std::generate(history.begin(), history.end(), [&] { return heavy(random); });
    const double value = 4 * heavy(random);
    std::vector<double> scaled = history;
    std::vector<double> mirrored = history;
    for (double& x : scaled) x *= 0x1p40;
    for (double& x : mirrored) x = -x;
    std::reverse(mirrored.begin(), mirrored.end());
    const OutlierVerdict plain = MakeVerdict(history, value).value();
    const OutlierVerdict large = MakeVerdict(scaled, value * 0x1p40).value();
    const OutlierVerdict mirror = MakeVerdict(mirrored, -value).value();
    EXPECT_EQ(plain.outlier, large.outlier);
    EXPECT_EQ(plain.score, large.score);
    EXPECT_EQ(plain.upper * 0x1p40, large.upper);
    EXPECT_EQ(plain.outlier, mirror.outlier);
    EXPECT_EQ(plain.score, -mirror.score);
    EXPECT_EQ(plain.upper, -mirror.lower);
  }
}

TEST(RobustOutlierTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  const std::vector<double> nasty = {0, kTiny, -kTiny, 1, -1, 1e308, -1e308, kMax, -kMax};
  std::mt19937 random(20265);
  std::uniform_int_distribution<std::size_t> pick(0, nasty.size() - 1);
  for (int round = 0; round < 3000; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20265 round " << round);
    std::vector<double> history(static_cast<std::size_t>(1 + round % 12));
    std::generate(history.begin(), history.end(), [&] { return nasty[pick(random)]; });
    const RobustScale scale = MeasureScale(history, {}).value();
    ASSERT_TRUE(std::isfinite(scale.median) && std::isfinite(scale.sigma));
    const auto verdict = TestOutlier(scale, nasty[pick(random)], {.points_min = 1});
    ASSERT_TRUE(std::isfinite(verdict->score) && std::isfinite(verdict->lower));
    ASSERT_TRUE(std::isfinite(verdict->upper));
    ASSERT_LE(verdict->lower, verdict->upper);
  }
}

}  // namespace
}  // namespace trustwatch::stats
