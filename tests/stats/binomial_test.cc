#include "daemon/stats/binomial.h"

#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

struct BinomialCase {
  int trials;
  double chance;
  int at_least;
  double tail;
};

// Exact sums of fractions (Python's fractions and math.comb), rounded once.
TEST(BinomialUpperTailTest, IsTheExactSum) {
  for (const BinomialCase& it :
       std::vector<BinomialCase>{{3, 0.005, 3, 1.25e-07},
                                 {3, 0.005, 2, 7.475e-05},
                                 {53, 0.005, 3, 0.0024295962139685764},
                                 {53, 0.005, 4, 0.0001505024687323254},
                                 {53, 0.005, 5, 7.3433138808020885e-06},
                                 {10, 0.5, 8, 0.0546875},
                                 {200, 0.005, 6, 0.000563943643995425},
                                 {20, 0.9, 15, 0.988746865835491},
                                 {1000, 0.005, 16, 6.515582032004274e-05}}) {
    EXPECT_NEAR(BinomialUpperTail(it.trials, it.chance, it.at_least) / it.tail, 1, 1e-10)
        << it.trials << " " << it.at_least;
  }
}

TEST(BinomialUpperTailTest, EndsAreCertain) {
  EXPECT_EQ(BinomialUpperTail(0, 0.5, 0), 1);
  EXPECT_EQ(BinomialUpperTail(0, 0.5, 1), 0);
  EXPECT_EQ(BinomialUpperTail(5, 0.5, -1), 1);
  EXPECT_EQ(BinomialUpperTail(5, 0.5, 6), 0);
}

TEST(BinomialUpperTailTest, FallsFromOneToNothingOverManyTrials) {
  double before = 1;
  for (int at_least = 0; at_least <= 100'000; at_least += 1'000) {
    const double tail = BinomialUpperTail(100'000, 0.005, at_least);
    ASSERT_LE(tail, before) << at_least;
    ASSERT_GE(tail, 0);
    before = tail;
  }
  EXPECT_NEAR(BinomialUpperTail(100'000, 0.005, 300), 1, 1e-12);
  EXPECT_NEAR(BinomialUpperTail(100'000, 0.005, 500), 0.51, 0.01);  // near the median
}

}  // namespace
}  // namespace trustwatch::stats
