#include "daemon/stats/trend.h"

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

// Even positions hold 80 + i / 2, odd ones 81.5 + i / 2.
const std::vector<double> kTrendSaw = {80, 82, 81, 83, 82, 84, 83, 85, 84, 86, 85, 87};

TEST(TrendTest, AgreesWithTheSawWorkedByHand) {
  const std::optional<Trend> trend = FitTrend(kTrendSaw, {});
  ASSERT_TRUE(trend.has_value());
  EXPECT_EQ(trend->points, 12U);
  // Both even or both odd: 30 pairs rise. Even before odd: 21 rise. Odd before even change by
  // (distance - 3) / 2: 5 at distance 1 fall, 4 at 3 are ties, 3 + 2 + 1 rise. 30 + 21 + 6 - 5.
  EXPECT_EQ(trend->s, 52);
  // Four values come twice: (12 x 11 x 29 - 4 x 2 x 1 x 9) / 18 = 3756 / 18.
  EXPECT_NEAR(trend->z, 51 / std::sqrt(3756.0 / 18), 1e-12);
  EXPECT_TRUE(trend->significant);
  // 15 slopes below 1/2, 30 of 1/2, 21 above: the 33rd and 34th are 1/2.
  EXPECT_EQ(trend->slope, 0.5);
  // (66 - 1.96 x 14.445) / 2 = 18.8. The 18th smallest is among the 30. From the top: 6 of
  // 1/2 + 1.5, 5 of 1/2 + 1.5/3, 4 of 1/2 + 1.5/5, 3 of 1/2 + 1.5/7; so the 18th is 5/7.
  EXPECT_EQ(trend->slope_lowest, 0.5);
  EXPECT_NEAR(trend->slope_highest, 5.0 / 7, 1e-15);
  // Even: 80 six times; odd: 81.5 six times.
  EXPECT_EQ(InterceptOf(kTrendSaw, {}, 0.5), 80.75L);
}

TEST(TrendTest, AStraightLineIsItself) {
  std::vector<double> line(12);
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = 7 - 3 * static_cast<double>(i);
  const std::optional<Trend> trend = FitTrend(line, {});
  ASSERT_TRUE(trend.has_value());
  EXPECT_EQ(trend->s, -66);
  // No ties: (12 x 11 x 29) / 18 = 3828 / 18.
  EXPECT_NEAR(trend->z, -65 / std::sqrt(3828.0 / 18), 1e-12);
  EXPECT_EQ(trend->slope, -3);
  EXPECT_EQ(trend->slope_lowest, -3);
  EXPECT_EQ(trend->slope_highest, -3);
  EXPECT_EQ(InterceptOf(line, {}, -3), 7);
}

TEST(TrendTest, UnknownPointsKeepTheirPlaces) {
  std::vector<double> line(14);
  std::vector<std::uint8_t> known(14, 1);
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = 2 * static_cast<double>(i);
  line[3] = 1e300;
  line[9] = -1e300;
  known[3] = known[9] = 0;
  const std::optional<Trend> trend = FitTrend(line, known);
  ASSERT_TRUE(trend.has_value());
  EXPECT_EQ(trend->points, 12U);
  EXPECT_EQ(trend->slope, 2);
  EXPECT_EQ(trend->slope_highest, 2);
  known[0] = 0;
  EXPECT_EQ(FitTrend(line, known), std::nullopt) << "eleven are too few";
}

TEST(TrendTest, AQuarterOfWildPointsDoesNoHarm) {
  std::vector<double> line(24);
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = static_cast<double>(i);
  for (std::size_t i = 1; i < line.size(); i += 4) line[i] = i % 8 == 1 ? 1e6 : -1e6;
  const std::optional<Trend> trend = FitTrend(line, {});
  ASSERT_TRUE(trend.has_value());
  EXPECT_NEAR(trend->slope, 1, 0.1);
  EXPECT_TRUE(trend->significant);
}

struct FlatCase {
  const char* name;
  std::vector<double> values;
};
class NoTrendIn : public ::testing::TestWithParam<FlatCase> {};
TEST_P(NoTrendIn, WhatDoesNotMove) {
  const std::optional<Trend> trend = FitTrend(GetParam().values, {});
  ASSERT_TRUE(trend.has_value());
  EXPECT_FALSE(trend->significant);
}
INSTANTIATE_TEST_SUITE_P(
    Flat, NoTrendIn,
    ::testing::Values(
        FlatCase{"AllEqual", std::vector<double>(24, 5)},
        FlatCase{"AllZero", std::vector<double>(12, 0)},
        FlatCase{"Alternating", {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2}},
        FlatCase{"UpAndDown", {1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1}},
        // The last 5 of 24 rise: S = 19 x 5 + 10 = 105 of a deviation of 37, but most slopes are 0.
        FlatCase{"MostlyZero",
                 {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5}}),
    [](const auto& row) { return row.param.name; });

// Values of few levels, so that there are ties.
std::vector<double> RandomCourse(std::mt19937& random) {
  std::vector<double> values(12 + random() % 20);
  const double pull = static_cast<double>(random() % 7) / 4 - 0.75;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<double>(random() % 10) + std::floor(pull * static_cast<double>(i));
  }
  return values;
}

TEST(TrendTest, ScaleShiftAndMirrorImageAreFollowedExactly) {
  std::mt19937 random(20264);
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20264 round " << round);
    const std::vector<double> values = RandomCourse(random);
    const Trend plain = *FitTrend(values, {});
    EXPECT_LE(plain.slope_lowest, plain.slope);
    EXPECT_LE(plain.slope, plain.slope_highest);
    std::vector<double> scaled = values;
    std::vector<double> shifted = values;
    std::vector<double> mirrored = values;
    for (double& value : scaled) value *= 0x1p-30;
    for (double& value : shifted) value += 4096;
    for (double& value : mirrored) value = -value;
    EXPECT_EQ(FitTrend(shifted, {}), plain);
    const Trend small = *FitTrend(scaled, {});
    EXPECT_EQ(small.slope, plain.slope * 0x1p-30);
    EXPECT_EQ(small.slope_lowest, plain.slope_lowest * 0x1p-30);
    EXPECT_EQ(small.z, plain.z);
    const Trend mirror = *FitTrend(mirrored, {});
    EXPECT_EQ(mirror.s, -plain.s);
    EXPECT_EQ(mirror.z, -plain.z);
    EXPECT_EQ(mirror.slope, -plain.slope);
    EXPECT_EQ(mirror.slope_lowest, -plain.slope_highest);
    EXPECT_EQ(mirror.slope_highest, -plain.slope_lowest);
    EXPECT_EQ(mirror.significant, plain.significant);
  }
}

TEST(TrendTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  for (const double high : {kMax, 1e300, kTiny}) {
    std::vector<double> values;
    for (int i = 0; i < 24; ++i) values.push_back(i < 12 ? -high : high);
    const std::optional<Trend> trend = FitTrend(values, {});
    ASSERT_TRUE(trend.has_value());
    EXPECT_TRUE(std::isfinite(trend->slope) && std::isfinite(trend->slope_lowest) &&
                std::isfinite(trend->slope_highest) && std::isfinite(trend->z));
  }
}

TEST(TrendTest, TooFewPointsHaveNone) {
  EXPECT_EQ(FitTrend({}, {}), std::nullopt);
  EXPECT_EQ(FitTrend(std::vector<double>{1}, {}), std::nullopt);
  EXPECT_EQ(FitTrend(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {}), std::nullopt);
  EXPECT_EQ(FitTrend(std::vector<double>(24, 1), std::vector<std::uint8_t>(24, 0)), std::nullopt);
}

}  // namespace
}  // namespace trustwatch::stats
