#include "daemon/stats/quick_means.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

#include "daemon/stats/mean.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

std::vector<double> Ranges(const std::vector<double>& values) {
  std::vector<double> ranges;
  for (std::size_t i = 1; i < values.size(); ++i) {
    ranges.push_back(std::abs(values[i] - values[i - 1]));
  }
  return ranges;
}

// Whether the quick means were sure; they are then the slow ones to the last bit.
bool SureAndRight(const std::vector<double>& values) {
  const std::optional<SeriesMeans> quick = QuickMeans(values);
  if (!quick.has_value()) return false;
  const std::vector<double> ranges = Ranges(values);
  EXPECT_EQ(quick->values, Mean(values));
  EXPECT_EQ(quick->ranges, Mean(ranges));
  EXPECT_EQ(quick->largest_range, *std::max_element(ranges.begin(), ranges.end()));
  return true;
}

TEST(QuickMeansTest, GivesUpWhereItCannotKnow) {
  const double huge = std::ldexp(1, 950);
  for (const std::vector<double>& values :
       {std::vector<double>{}, std::vector<double>{1, 2, 3}, std::vector<double>(5, 0),
        std::vector<double>(5, huge), std::vector<double>(5, 1 / huge),
        std::vector<double>(4097, 1)}) {
    EXPECT_EQ(QuickMeans(values), std::nullopt) << values.size();
  }
}

TEST(QuickMeansTest, GivesUpOnTheEdgeBetweenTwoDoubles) {
  // The mean of 2^53 and 2^53 + 2 is 2^53 + 1, half way between them.
  const double large = std::ldexp(1, 53);
  EXPECT_EQ(QuickMeans(std::vector<double>{large, large + 2, large, large + 2}), std::nullopt);
}

TEST(QuickMeansTest, AConstantSeriesIsItsOwnMean) {
  for (const double value : {97.4, 2.3, 0.1, -7.7, 1e200}) {
    for (const std::size_t count : {4U, 5U, 12U, 13U, 120U, 4096U}) {
      EXPECT_TRUE(SureAndRight(std::vector<double>(count, value))) << value << " " << count;
    }
  }
}

class RandomMeansTest : public testing::TestWithParam<int> {};

// Kinds of series: rates, counts, percentages with one decimal, values of both signs that nearly
// cancel, values of all sizes, large whole numbers, small changes of a large number.
double Draw(int kind, std::mt19937_64& random) {
  std::normal_distribution<double> normal(0, 1);
  std::uniform_real_distribution<double> uniform(0, 1);
  switch (kind) {
    case 0:
      return 400 + 25 * normal(random);
    case 1:
      return std::floor(uniform(random) * 40);
    case 2:
      return std::round(uniform(random) * 1000) / 10;
    case 3:
      return normal(random);
    case 4:
      return std::ldexp(normal(random), static_cast<int>(random() % 100) - 50);
    case 5:
      return std::floor(std::ldexp(uniform(random), 53));
    default:
      return std::ldexp(1, 40) + uniform(random);
  }
}

TEST_P(RandomMeansTest, SureMeansRight) {
  constexpr std::uint64_t kSeed = 20250301;
  constexpr int kRounds = 20'000;
  SCOPED_TRACE(testing::Message() << "seed " << kSeed << " kind " << GetParam());
  std::mt19937_64 random(kSeed);
  int sure = 0;
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    std::vector<double> values(4 + random() % 200);
    for (double& value : values) value = Draw(GetParam(), random);
    // Pairs that cancel leave a mean much smaller than the values.
    if (GetParam() == 3 && round % 2 == 0) {
      for (std::size_t i = 1; i < values.size(); i += 2) values[i] = -values[i - 1];
      values[0] += 1e-12;
    }
    sure += SureAndRight(values) ? 1 : 0;
  }
  // A mean much smaller than the values leaves little to be sure of.
  EXPECT_GT(sure, GetParam() == 3 || GetParam() == 6 ? 0 : kRounds / 2);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RandomMeansTest, testing::Range(0, 7));

}  // namespace
}  // namespace trustwatch::stats
