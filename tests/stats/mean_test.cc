#include "daemon/stats/mean.h"

#include <cstddef>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

TEST(MeanTest, AConstantSeriesIsItsOwnMean) {
  for (const double value : {97.4, 2.3, 0.1, -1e300, 5e-324}) {
    for (const std::size_t count : {1U, 7U, 12U, 13U, 120U}) {
      EXPECT_EQ(Mean(std::vector<double>(count, value)), value) << count;
    }
  }
}

TEST(MeanTest, IsTheExactMeanRoundedOnce) {
  // 2^53 + 1 and 0: the sum needs 54 bits, the mean is 2^52 + 0.5.
  EXPECT_EQ(Mean(std::vector{9007199254740992.0, 1.0}), 4503599627370496.5);
  // One rounding each: 0.1 + 0.2 + 0.6 in double is 0.9000000000000001.
  EXPECT_EQ(Mean(std::vector{0.1, 0.2, 0.6}), 0.3);
}

}  // namespace
}  // namespace trustwatch::stats
