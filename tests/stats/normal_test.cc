#include "daemon/stats/normal.h"

#include <array>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

struct NormalTabulated {
  double probability = 0;
  double z = 0;
};

TEST(NormalTest, GivesThePublishedQuantiles) {
  // The first three are the check values that Wichura gives for PPND16; the others are of the table
  // of percentage points in Abramowitz and Stegun 26.5 and of any textbook.
  constexpr std::array<NormalTabulated, 6> kTable = {{{0.25, -0.6744897501960817},
                                                      {0.001, -3.090232306167814},
                                                      {1e-20, -9.262340089798408},
                                                      {0.975, 1.959963984540054},
                                                      {0.95, 1.6448536269514722},
                                                      {0.995, 2.5758293035489004}}};
  for (const NormalTabulated& row : kTable) {
    EXPECT_NEAR(NormalQuantile(row.probability) / row.z, 1, 1e-15) << row.probability;
  }
  EXPECT_EQ(NormalQuantile(0.5), 0);
}

TEST(NormalTest, TheTwoSidesAreAlike) {
  // Powers of two, so that 1 - p is exact.
  for (const double tail : {0.5, 0.25, 0.0625, 0x1p-10, 0x1p-30, 0x1p-50}) {
    EXPECT_EQ(NormalQuantile(1 - tail), -NormalQuantile(tail)) << tail;
  }
}

TEST(NormalTest, TheTailOfAQuantileIsItsShare) {
  for (const double tail : {0.4, 0.1, 0.025, 0.001, 1e-8, 1e-30, 1e-300}) {
    // d ln(tail) / dz is about -z: an error of 1e-16 in z is 1e-16 z^2 of the tail.
    EXPECT_NEAR(NormalUpperTail(-NormalQuantile(tail)) / tail, 1, 1e-12) << tail;
  }
}

TEST(NormalDeathTest, AProbabilityOfOneHasNoQuantile) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(NormalQuantile(1), "probability < 1");
  EXPECT_DEATH(NormalQuantile(0), "probability > 0");
}

}  // namespace
}  // namespace trustwatch::stats
