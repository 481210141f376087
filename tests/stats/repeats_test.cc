#include "daemon/stats/repeats.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

TEST(RepeatsTest, WorkedByHand) {
  // Changes 5 10 15 5 10 15 10 5 in steps of 5: their median size (the lower middle of eight) is
  // 10, sigma 10 / 0.6745 = 14.826, and 5 / (14.826 x 2.506628) = 0.13454.
  const std::vector<double> fives = {100, 105, 95, 110, 105, 115, 100, 110, 105};
  EXPECT_NEAR(ChanceOfRepeat(fives).value(), 0.13454, 1e-5);
  // The same with a figure that is no multiple of 5: steps of 1, a fifth of the chance.
  std::vector<double> ones = fives;
  ones[0] = 101;
  EXPECT_NEAR(ChanceOfRepeat(ones).value(), 0.13454 / 5, 1e-5);
  // With one decimal, a tenth of that again.
  std::vector<double> tenths = fives;
  tenths[0] = 100.1;
  EXPECT_NEAR(ChanceOfRepeat(tenths).value(), 0.13454 / 50, 1e-5);
}

TEST(RepeatsTest, PastRepeatsCount) {
  // Two changes of ten are zero.
  const std::vector<double> values = {1003, 1103, 1103, 1207, 1011, 1115,
                                      1219, 1219, 1023, 1127, 1233};
  EXPECT_EQ(ChanceOfRepeat(values), 0.2);
}

TEST(RepeatsTest, ASeriesThatMostlyStandsStillRepeats) {
  EXPECT_EQ(ChanceOfRepeat(std::vector<double>(9, 16)), 1);
  EXPECT_EQ(ChanceOfRepeat(std::vector<double>{0, 0, 0, 1, 1, 1, 1, 1, 1, 0}), 1);
}

TEST(RepeatsTest, TooFewChangesSayNothing) {
  EXPECT_FALSE(ChanceOfRepeat({}).has_value());
  EXPECT_FALSE(ChanceOfRepeat(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}).has_value());
  EXPECT_TRUE(ChanceOfRepeat(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}).has_value());
}

TEST(RepeatsTest, ItIsAboutTheTrueShareOfRepeats) {
  // Poisson of mean 400: the change has sigma sqrt(800), and 1 / (28.3 x 2.5066) = 1.41 % repeat.
  std::mt19937 random(20268);
  std::poisson_distribution<int> counts(400);
  double estimated = 0;
  int repeats = 0;
  constexpr int kRounds = 4000;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> values(24);
    std::generate(values.begin(), values.end(), [&] { return counts(random); });
    estimated += std::min(0.05, *ChanceOfRepeat(values));
    repeats += counts(random) == values.back() ? 1 : 0;
  }
  SCOPED_TRACE("seed 20268");
  // The larger of two estimates leans to the safe side: between one and three times the truth.
  EXPECT_NEAR(static_cast<double>(repeats) / kRounds, 0.0141, 0.006);
  EXPECT_GT(estimated / kRounds, 0.0141);
  EXPECT_LT(estimated / kRounds, 0.0423);
}

TEST(RepeatsTest, NastyValuesHaveAChanceFromZeroToOne) {
  constexpr double kMax = std::numeric_limits<double>::max();
  for (const std::vector<double>& values :
       {std::vector<double>{kMax, -kMax, kMax, -kMax, kMax, -kMax, kMax, -kMax, kMax},
        std::vector<double>{5e-324, 0, 5e-324, 0, 5e-324, 0, 5e-324, 0, 5e-324},
        std::vector<double>{1e308, 1, 1e-308, 1e308, 1, 1e-308, 1e308, 1, 1e-308}}) {
    const double chance = ChanceOfRepeat(values).value();
    EXPECT_TRUE(std::isfinite(chance));
    EXPECT_GE(chance, 0);
    EXPECT_LE(chance, 1);
  }
}

}  // namespace
}  // namespace trustwatch::stats
