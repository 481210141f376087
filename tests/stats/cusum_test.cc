#include "daemon/stats/cusum.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

// D. C. Montgomery, Introduction to Statistical Quality Control, the chapter's first example: ten
// more than twenty values of mean 10 and sigma 1, of which the last ten have mean 11.
const std::vector<double> kMontgomery = {9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46,
                                         9.20,  10.34, 9.03,  11.47, 10.51, 9.40,  10.08, 9.37,
                                         10.62, 10.31, 8.52,  10.84, 10.90, 9.33,  12.29, 11.50,
                                         10.60, 11.08, 10.38, 11.62, 11.31, 10.52};

std::vector<CusumGroup> OneGroup(double centre, double sigma) {
  return {{.first = 0, .centre = centre, .sigma = sigma}};
}

TEST(CusumTest, AgreesWithMontgomerysTable) {
  const CusumResult result = RunCusum(kMontgomery, {}, OneGroup(10, 1), {});
  ASSERT_EQ(result.points.size(), 30U);
  // The book's table: rows 1, 3, 5, 7, 24, 28 and 29.
  EXPECT_NEAR(result.points[0].low, 0.05, 1e-9);
  EXPECT_NEAR(result.points[2].low, 1.77, 1e-9);
  EXPECT_NEAR(result.points[4].high, 2.82, 1e-9);
  EXPECT_NEAR(result.points[6].high, 0.04, 1e-9);
  EXPECT_NEAR(result.points[6].low, 1.46, 1e-9);
  EXPECT_NEAR(result.points[23].high, 2.79, 1e-9);
  EXPECT_NEAR(result.points[27].high, 4.47, 1e-9);
  EXPECT_NEAR(result.points[28].high, 5.28, 1e-9);
  // It signals at period 29 after seven periods of climb, so the shift came between 22 and 23, and
  // the new mean is 10 + 0.5 + 5.28 / 7 = 11.25.
  ASSERT_EQ(result.signals.size(), 1U);
  EXPECT_EQ(result.signals[0].drift, Drift::kUp);
  EXPECT_EQ(result.signals[0].at, 28U);
  EXPECT_EQ(result.signals[0].since, 22U);
  EXPECT_NEAR(result.signals[0].shift, 0.5 + 5.28 / 7, 1e-9);
}

TEST(CusumTest, StartsAgainAfterASignal) {
  const CusumResult result = RunCusum(kMontgomery, {}, OneGroup(10, 1), {});
  // Period 30 alone: 0.52 - 0.5.
  EXPECT_NEAR(result.points[29].high, 0.02, 1e-9);
  // A drift that goes on signals again: 3 sigma a month adds 2.5, so every third month.
  const CusumResult on = RunCusum(std::vector<double>(9, 13), {}, OneGroup(10, 1), {});
  ASSERT_EQ(on.signals.size(), 3U);
  EXPECT_EQ(on.signals[1].at, 5U);
  EXPECT_EQ(on.signals[1].since, 3U);
}

TEST(CusumTest, ExactlyHIsNoSignal) {
  // Two months of 3 sigma make 2 x 2.5 = 5, which is h.
  EXPECT_TRUE(RunCusum(std::vector<double>(2, 3), {}, OneGroup(0, 1), {}).signals.empty());
}

TEST(CusumTest, AStepChangeStartsAgainWithItsOwnCentre) {
  std::vector<double> values(6, 12);
  const std::vector<CusumGroup> groups = {{.first = 0, .centre = 10, .sigma = 1},
                                          {.first = 3, .centre = 12, .sigma = 2}};
  const CusumResult result = RunCusum(values, {}, groups, {});
  EXPECT_EQ(result.points[2].high, 4.5);
  EXPECT_EQ(result.points[3].high, 0);
  EXPECT_TRUE(result.signals.empty());
}

TEST(CusumTest, AnUnknownPointChangesNothing) {
  const std::vector<double> values = {2, 1e300, 2, 2, 2};
  const std::vector<std::uint8_t> known = {1, 0, 1, 1, 1};
  const CusumResult result = RunCusum(values, known, OneGroup(0, 1), {});
  EXPECT_EQ(result.points[1].high, 1.5);
  ASSERT_EQ(result.signals.size(), 1U);
  EXPECT_EQ(result.signals[0].at, 4U);
  EXPECT_EQ(result.signals[0].since, 0U);
  EXPECT_EQ(result.signals[0].shift, 0.5 + 6.0 / 4);  // four known months
}

TEST(CusumTest, WithoutSpreadThereIsNoVerdict) {
  const CusumResult result = RunCusum(std::vector<double>{5, 5, 5, 9}, {}, OneGroup(5, 0), {});
  EXPECT_TRUE(result.signals.empty());
  EXPECT_EQ(result.points[3].high, 0);
}

TEST(CusumTest, TheMirrorImageDriftsTheOtherWay) {
  std::mt19937 random(20263);
  std::normal_distribution<double> normal(0.4, 1);
  for (int round = 0; round < 100; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20263 round " << round);
    std::vector<double> values(60);
    std::generate(values.begin(), values.end(), [&] { return normal(random); });
    std::vector<double> mirrored = values;
    for (double& value : mirrored) value = -value;
    std::vector<double> scaled = values;
    for (double& value : scaled) value *= 0x1p-30;
    const CusumResult plain = RunCusum(values, {}, OneGroup(0.25, 0.75), {});
    const CusumResult mirror = RunCusum(mirrored, {}, OneGroup(-0.25, 0.75), {});
    const CusumResult small = RunCusum(scaled, {}, OneGroup(0.25 * 0x1p-30, 0.75 * 0x1p-30), {});
    ASSERT_EQ(plain.signals.size(), mirror.signals.size());
    ASSERT_EQ(plain.signals.size(), small.signals.size());
    for (std::size_t i = 0; i < plain.signals.size(); ++i) {
      EXPECT_NE(plain.signals[i].drift, mirror.signals[i].drift);
      EXPECT_EQ(plain.signals[i].since, mirror.signals[i].since);
      EXPECT_EQ(plain.signals[i].shift, -mirror.signals[i].shift);
      EXPECT_EQ(plain.signals[i].shift * 0x1p-30, small.signals[i].shift);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_EQ(plain.points[i].high, mirror.points[i].low);
      EXPECT_EQ(plain.points[i].high, small.points[i].high);
    }
  }
}

TEST(CusumTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  const std::vector<double> nasty = {kMax, -kMax, 0, kTiny, 1e308, -1e308, kMax, kMax};
  for (const double sigma : {kTiny, 1e-300, 1.0, 1e300, kMax}) {
    for (const double centre : {0.0, kMax, -kMax}) {
      const CusumResult result = RunCusum(nasty, {}, OneGroup(centre, sigma), {});
      for (const CusumPoint& point : result.points) {
        EXPECT_TRUE(std::isfinite(point.high) && std::isfinite(point.low));
      }
      for (const CusumSignal& signal : result.signals) EXPECT_TRUE(std::isfinite(signal.shift));
    }
  }
  EXPECT_TRUE(RunCusum({}, {}, OneGroup(0, 1), {}).points.empty());
}

}  // namespace
}  // namespace trustwatch::stats
