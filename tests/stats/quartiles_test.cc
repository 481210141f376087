#include "daemon/stats/quartiles.h"

#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

TEST(QuartilesTest, ASortedQuantileLiesBetweenItsNeighbours) {
  const std::vector<double> values = {1, 2, 4, 8, 16};
  // Type 7: position 1 + 4p, so 0.1 is at 1.4 and 0.9 at 4.6.
  EXPECT_DOUBLE_EQ(SortedQuantile(values, 0.1), 1.4);
  EXPECT_DOUBLE_EQ(SortedQuantile(values, 0.9), 0.4 * 8 + 0.6 * 16);
  EXPECT_EQ(SortedQuantile(values, 0), 1);
  EXPECT_EQ(SortedQuantile(values, 0.25), 2);
  EXPECT_EQ(SortedQuantile(values, 1), 16);
}

TEST(QuartilesTest, EqualNeighboursAreTheQuantileToTheLastBit) {
  const std::vector<double> values = {0.1, 0.1, 0.1, 0.3};
  for (const double share : {0.1, 0.2, 0.3, 0.6}) EXPECT_EQ(SortedQuantile(values, share), 0.1);
}

TEST(QuartilesTest, OneValueIsEveryQuantile) {
  EXPECT_EQ(SortedQuantile(std::vector{7.0}, 0), 7);
  EXPECT_EQ(SortedQuantile(std::vector{7.0}, 0.3), 7);
}

TEST(QuartilesTest, PeersMayComeInAnyOrder) {
  // Sorted: 2 3 5 7 11 13; positions 2.25, 3.5 and 4.75.
  const auto quartiles = PeerQuartiles(std::vector<double>{13, 2, 7, 3, 11, 5});
  ASSERT_TRUE(quartiles.has_value());
  EXPECT_EQ(quartiles->lower, 3.5);
  EXPECT_EQ(quartiles->median, 6);
  EXPECT_EQ(quartiles->upper, 10);
  EXPECT_EQ(quartiles->peers, 6U);
}

TEST(QuartilesTest, FourPeersAreTooFew) {
  EXPECT_FALSE(PeerQuartiles(std::vector<double>{1, 2, 3, 4}).has_value());
  EXPECT_TRUE(PeerQuartiles(std::vector<double>{1, 2, 3, 4, 5}).has_value());
  EXPECT_TRUE(PeerQuartiles(std::vector<double>{1, 2, 3, 4}, 4).has_value());
  EXPECT_FALSE(PeerQuartiles({}, 0).has_value());
}

TEST(QuartilesTest, AQuartileItselfIsInTheMiddleHalf) {
  const Quartiles quartiles{.lower = 2, .median = 3, .upper = 5, .peers = 9};
  EXPECT_EQ(QuarterOf(1.9, quartiles), PeerQuarter::kLowest);
  EXPECT_EQ(QuarterOf(2, quartiles), PeerQuarter::kMiddleHalf);
  EXPECT_EQ(QuarterOf(5, quartiles), PeerQuarter::kMiddleHalf);
  EXPECT_EQ(QuarterOf(5.1, quartiles), PeerQuarter::kHighest);
}

TEST(QuartilesDeathTest, NoValuesHaveNoQuantile) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SortedQuantile({}, 0.5), "empty");
}

}  // namespace
}  // namespace trustwatch::stats
