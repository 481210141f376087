#include "daemon/stats/chi_square.h"

#include <array>
#include <cmath>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

struct ChiSquareTabulated {
  double above = 0;
  double degrees = 0;
  double quantile = 0;
  double half_unit = 0;  // of the last digit printed
};

TEST(ChiSquareTest, GivesThePublishedTable) {
  // Abramowitz and Stegun table 26.8; the same values are in NIST's e-Handbook 1.3.6.7.4.
  constexpr std::array<ChiSquareTabulated, 9> kTable = {{{0.05, 1, 3.841, 5e-4},
                                                         {0.001, 1, 10.828, 5e-4},
                                                         {0.975, 10, 3.247, 5e-4},
                                                         {0.05, 10, 18.307, 5e-4},
                                                         {0.01, 10, 23.209, 5e-4},
                                                         {0.95, 30, 18.493, 5e-4},
                                                         {0.05, 30, 43.773, 5e-4},
                                                         {0.975, 100, 74.222, 5e-4},
                                                         {0.01, 100, 135.807, 5e-4}}};
  for (const ChiSquareTabulated& row : kTable) {
    EXPECT_NEAR(ChiSquareUpperQuantile(row.above, row.degrees), row.quantile, row.half_unit)
        << row.above << " " << row.degrees;
  }
}

TEST(ChiSquareTest, TwoDegreesAreAnExponential) {
  // The share above x is e^(-x / 2).
  for (const double above : {1e-300, 1e-12, 0.001, 0.025, 0.3, 0.6, 0.999}) {
    EXPECT_NEAR(ChiSquareUpperQuantile(above, 2) / (-2 * std::log(above)), 1, 1e-13) << above;
  }
}

TEST(ChiSquareTest, FarFromWholeDegreesMatchesFortyDigitArithmetic) {
  // Roots of the power series of the gamma distribution, bisected in 40-digit decimal arithmetic.
  struct Exact {
    double below = 0;
    double degrees = 0;
    double quantile = 0;
  };
  constexpr std::array<Exact, 4> kExact = {{{0.025, 0.5, 5.2732025912599935e-07},
                                            {0.999, 2.2, 14.33407771413556},
                                            {0.001, 31.7, 12.625709043756661},
                                            {0.975, 12345.6, 12655.467548608602}}};
  for (const Exact& row : kExact) {
    EXPECT_NEAR(ChiSquareQuantile(row.below, row.degrees) / row.quantile, 1, 1e-12)
        << row.below << " " << row.degrees;
  }
}

TEST(ChiSquareTest, BothWaysOfAskingAgree) {
  for (const double degrees : {0.02, 0.5, 2.2, 31.7, 1000.0, 2e6}) {
    for (const double share : {0.25, 0.75}) {
      EXPECT_EQ(ChiSquareQuantile(share, degrees), ChiSquareUpperQuantile(1 - share, degrees))
          << degrees;
    }
  }
}

TEST(ChiSquareTest, LessThanADoubleCanHoldIsZero) {
  // With 0.001 degrees a thousandth lies below some 1e-6000.
  EXPECT_EQ(ChiSquareQuantile(0.001, 0.001), 0);
}

TEST(ChiSquareDeathTest, NoDegreesAreNoDistribution) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(ChiSquareQuantile(0.5, 0), "degrees_of_freedom > 0");
}

}  // namespace
}  // namespace trustwatch::stats
