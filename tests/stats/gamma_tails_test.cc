#include "daemon/stats/gamma_tails.h"

#include <cmath>
#include <numbers>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

TEST(GammaTailsTest, AWholeShapeIsASumOfPoissonTerms) {
  // The share above x of shape 3 is the chance of 2 events or fewer where x are expected:
  // e^-x (1 + x + x^2 / 2).
  for (const double x : {0.01, 0.5, 2.0, 3.9, 4.1, 10.0, 100.0}) {
    const double upper = std::exp(-x) * (1 + x + x * x / 2);
    const GammaTails tails = TailsOfGamma(3, x);
    EXPECT_NEAR(tails.upper / upper, 1, 1e-14) << x;
    EXPECT_NEAR(tails.lower + tails.upper, 1, 1e-15) << x;
    EXPECT_NEAR(tails.density / (std::exp(-x) * x * x / 2), 1, 1e-14) << x;
  }
}

TEST(GammaTailsTest, AShapeOfOneHalfIsTheErrorFunction) {
  for (const double x : {1e-10, 0.3, 1.4, 1.6, 20.0}) {
    EXPECT_NEAR(TailsOfGamma(0.5, x).lower / std::erf(std::sqrt(x)), 1, 1e-14) << x;
    EXPECT_NEAR(TailsOfGamma(0.5, x).upper / std::erfc(std::sqrt(x)), 1, 1e-13) << x;
  }
}

TEST(GammaTailsTest, NothingIsBelowZero) {
  EXPECT_EQ(TailsOfGamma(2, 0).lower, 0);
  EXPECT_EQ(TailsOfGamma(2, 0).upper, 1);
  EXPECT_EQ(TailsOfGamma(2, 0).density, 0);
}

TEST(GammaTailsTest, ALargeShapeIsNearlyNormal) {
  // The median of a gamma distribution of shape a is a - 1/3 + 8 / (405 a) + ... (Choi 1994).
  EXPECT_NEAR(TailsOfGamma(1e6, 1e6 - 1.0 / 3).lower, 0.5, 1e-11);
  EXPECT_NEAR(TailsOfGamma(1e6, 1e6 + 1).upper, 0.5 - (4.0 / 3) / std::sqrt(2e6 * std::numbers::pi),
              1e-9);
}

TEST(GammaTailsTest, StirlingsErrorIsThatOfTheFactorial) {
  // 1! = 1, so the error is 1 - ln(2 pi) / 2; 10! = 3628800.
  EXPECT_NEAR(StirlingError(1), 1 - std::log(2 * std::numbers::pi) / 2, 1e-15);
  EXPECT_NEAR(StirlingError(10),
              std::log(3628800.0) - 10.5 * std::log(10.0) + 10 - std::log(2 * std::numbers::pi) / 2,
              1e-14);
  // 1 / (12 x) - 1 / (360 x^3).
  EXPECT_NEAR(StirlingError(100), 1 / 1200.0 - 1 / 3.6e8, 1e-13);
}

}  // namespace
}  // namespace trustwatch::stats
