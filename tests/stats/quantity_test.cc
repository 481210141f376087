#include "daemon/stats/quantity.h"

#include <limits>
#include <optional>

#include "gtest/gtest.h"
#include "tests/stats/special_values.h"

namespace trustwatch::stats {
namespace {

TEST(QuantityTest, AFiniteValueIsANumber) {
  EXPECT_EQ(Quantity::Of(-2.5).kind(), Quantity::Kind::kNumber);
  EXPECT_EQ(Quantity::Of(-2.5).number(), -2.5);
  EXPECT_EQ(Quantity::Of(0).number(), 0);
}

TEST(QuantityTest, WhatIsNoNumberGivesNone) {
  EXPECT_EQ(Quantity().kind(), Quantity::Kind::kMissing);
  EXPECT_EQ(Quantity::Of(std::numeric_limits<double>::quiet_NaN()).kind(),
            Quantity::Kind::kUndefined);
  EXPECT_EQ(Quantity::Of(testing::kInfinity).kind(), Quantity::Kind::kUnboundedAbove);
  EXPECT_EQ(Quantity::Of(-testing::kInfinity).kind(), Quantity::Kind::kUnboundedBelow);
  for (const Quantity& quantity : {Quantity(), Quantity::Of(testing::kInfinity)}) {
    EXPECT_EQ(quantity.number(), std::nullopt);
  }
}

TEST(QuantityTest, EqualReasonsAreEqual) {
  EXPECT_EQ(Quantity::Of(std::numeric_limits<double>::quiet_NaN()),
            Quantity::Of(std::numeric_limits<double>::signaling_NaN()));
  EXPECT_NE(Quantity::Of(testing::kInfinity), Quantity::Of(-testing::kInfinity));
  EXPECT_NE(Quantity(), Quantity::Of(0));
}

}  // namespace
}  // namespace trustwatch::stats
