#include "daemon/stats/quantity.h"

#include <limits>
#include <optional>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(QuantityTest, AFiniteValueIsANumber) {
  EXPECT_EQ(Quantity::Of(-2.5).kind(), Quantity::Kind::kNumber);
  EXPECT_EQ(Quantity::Of(-2.5).number(), -2.5);
  EXPECT_EQ(Quantity::Of(0).number(), 0);
}

TEST(QuantityTest, WhatIsNoNumberGivesNone) {
  EXPECT_EQ(Quantity().kind(), Quantity::Kind::kMissing);
  EXPECT_EQ(Quantity::Of(std::numeric_limits<double>::quiet_NaN()).kind(),
            Quantity::Kind::kUndefined);
  EXPECT_EQ(Quantity::Of(kInfinity).kind(), Quantity::Kind::kUnboundedAbove);
  EXPECT_EQ(Quantity::Of(-kInfinity).kind(), Quantity::Kind::kUnboundedBelow);
  for (const Quantity& quantity : {Quantity(), Quantity::Of(kInfinity)}) {
    EXPECT_EQ(quantity.number(), std::nullopt);
  }
}

TEST(QuantityTest, EqualReasonsAreEqual) {
  EXPECT_EQ(Quantity::Of(std::numeric_limits<double>::quiet_NaN()),
            Quantity::Of(std::numeric_limits<double>::signaling_NaN()));
  EXPECT_NE(Quantity::Of(kInfinity), Quantity::Of(-kInfinity));
  EXPECT_NE(Quantity(), Quantity::Of(0));
}

}  // namespace
}  // namespace trustwatch::stats
