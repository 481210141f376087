#include "daemon/stats/run_length.h"

#include <cmath>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

// D. C. Montgomery, Introduction to Statistical Quality Control, table of the average run lengths
// of the two-sided tabular CUSUM with k = 0.5, after J. M. Lucas, Journal of Quality Technology 8
// (1976) and later: shift in sigma, with h = 4, with h = 5.
struct RunLengthPublished {
  double shift, with_4, with_5;
};
constexpr RunLengthPublished kTable[] = {
    {0, 168, 465},     {0.25, 74.2, 139}, {0.5, 26.6, 38.0}, {0.75, 13.3, 17.0}, {1, 8.38, 10.4},
    {1.5, 4.75, 5.75}, {2, 3.34, 4.01},   {2.5, 2.62, 3.11}, {3, 2.19, 2.57},    {4, 1.71, 2.01}};

TEST(RunLengthTest, AgreesWithThePublishedTable) {
  for (const RunLengthPublished& row : kTable) {
    // Three digits are published.
    EXPECT_NEAR(AverageRunLength({.k = 0.5, .h = 4}, row.shift), row.with_4, 0.006 * row.with_4)
        << row.shift;
    EXPECT_NEAR(AverageRunLength({.k = 0.5, .h = 5}, row.shift), row.with_5, 0.006 * row.with_5)
        << row.shift;
  }
}

TEST(RunLengthTest, AgreesWithHawkinsPairsFor370) {
  // D. M. Hawkins, Journal of Quality Technology 25 (1993): k and the h that give 370 in control.
  struct Pair {
    double k, h;
  };
  for (const Pair& pair : {Pair{0.25, 8.01}, Pair{0.5, 4.77}, Pair{0.75, 3.34}, Pair{1, 2.52},
                           Pair{1.25, 1.99}, Pair{1.5, 1.61}}) {
    // Two digits of h are published; the run length grows with h as exp(2 k h).
    const double tolerance = 370.4 * (2 * pair.k * 0.005 + 0.002);
    EXPECT_NEAR(AverageRunLength({.k = pair.k, .h = pair.h}, 0), 370.4, tolerance) << pair.k;
  }
}

TEST(RunLengthTest, SiegmundIsNear) {
  // b = 6.166, d = -0.5: (exp(6.166) - 6.166 - 1) / 0.5 = 938.2 a side, half of it for two.
  EXPECT_NEAR(ApproximateRunLength({}, 0), (std::exp(6.166) - 7.166) / 0.5 / 2, 1e-9);
  for (const double shift : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const double exact = AverageRunLength({}, shift);
    EXPECT_NEAR(ApproximateRunLength({}, shift), exact, 0.02 * exact) << shift;
  }
}

TEST(RunLengthTest, TheMirrorImageIsTheSame) {
  EXPECT_EQ(AverageRunLength({}, 0.7), AverageRunLength({}, -0.7));
  EXPECT_EQ(ApproximateRunLength({}, 0.7), ApproximateRunLength({}, -0.7));
}

TEST(RunLengthTest, NeverIsALargeNumber) {
  for (const double h : {1e-3, 20.0, 60.0, 1e6}) {
    for (const double shift : {0.0, 1.0, 1e3}) {
      const CusumOptions options{.k = 0.5, .h = h};
      EXPECT_TRUE(std::isfinite(AverageRunLength(options, shift))) << h << ' ' << shift;
      EXPECT_TRUE(std::isfinite(ApproximateRunLength(options, shift))) << h << ' ' << shift;
      EXPECT_GE(AverageRunLength(options, shift), 1 - 1e-9) << h << ' ' << shift;
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
