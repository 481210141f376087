#include "daemon/stats/interval.h"

#include <array>
#include <cmath>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

struct Published {
  double events = 0;
  double trials = 0;
  Interval interval;
};

TEST(IntervalTest, WilsonGivesNewcombesExamples) {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in
  // Medicine 17 (1998) 857-872, table I, method 3.
  constexpr std::array<Published, 4> kTable = {{{81, 263, {0.2553, 0.3662}},
                                                {15, 148, {0.0624, 0.1605}},
                                                {0, 20, {0.0000, 0.1611}},
                                                {1, 29, {0.0061, 0.1718}}}};
  for (const Published& row : kTable) {
    const Interval interval = WilsonInterval(row.events, row.trials, 0.95);
    EXPECT_NEAR(interval.lower, row.interval.lower, 5e-5) << row.events;
    EXPECT_NEAR(interval.upper, row.interval.upper, 5e-5) << row.events;
  }
}

TEST(IntervalTest, WilsonEndsExactlyAtNoneAndAtAll) {
  for (const double trials : {1.0, 3.0, 7.0, 1e9}) {
    EXPECT_EQ(WilsonInterval(0, trials, 0.95).lower, 0);
    EXPECT_EQ(WilsonInterval(trials, trials, 0.95).upper, 1);
    EXPECT_LT(WilsonInterval(0, trials, 0.95).upper, 1);
    EXPECT_GT(WilsonInterval(trials, trials, 0.95).lower, 0);
  }
}

TEST(IntervalTest, PoissonGivesTheExactTable) {
  // Biometrika Tables for Statisticians I, table 40 (also Garwood 1936): 95 %.
  constexpr std::array<Published, 5> kTable = {{{0, 1, {0, 3.689}},
                                                {1, 1, {0.0253, 5.572}},
                                                {5, 1, {1.623, 11.668}},
                                                {10, 1, {4.795, 18.390}},
                                                {50, 1, {37.11, 65.92}}}};
  for (const Published& row : kTable) {
    const Interval interval = PoissonInterval(row.events, row.trials, 0.95);
    EXPECT_NEAR(interval.lower, row.interval.lower, row.events == 50 ? 5e-3 : 5e-4) << row.events;
    EXPECT_NEAR(interval.upper, row.interval.upper, row.events == 50 ? 5e-3 : 5e-4) << row.events;
  }
}

TEST(IntervalTest, NoEventEndsWhereNoneWouldBeRare) {
  // e^-upper is 2.5 %, per 1,000 bed days.
  EXPECT_NEAR(PoissonInterval(0, 1000, 0.95).upper, -std::log(0.025) / 1000, 1e-16);
  EXPECT_EQ(PoissonInterval(0, 1000, 0.95).lower, 0);
}

TEST(IntervalTest, AHigherConfidenceIsWider) {
  const Interval narrow = PoissonInterval(20, 1, 0.95);
  const Interval wide = PoissonInterval(20, 1, 0.998);
  EXPECT_LT(wide.lower, narrow.lower);
  EXPECT_GT(wide.upper, narrow.upper);
  EXPECT_LT(WilsonInterval(4, 20, 0.998).lower, WilsonInterval(4, 20, 0.95).lower);
}

TEST(IntervalDeathTest, MoreEventsThanTrialsAreNoProportion) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(WilsonInterval(3, 2, 0.95), "events <= trials");
  EXPECT_DEATH(PoissonInterval(3, 0, 0.95), "exposure > 0");
  EXPECT_DEATH(PoissonInterval(3, 1, 1), "confidence < 1");
}

}  // namespace
}  // namespace trustwatch::stats
