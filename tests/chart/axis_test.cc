#include "daemon/chart/axis.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::chart {
namespace {

using ::testing::ElementsAreArray;

constexpr double kMax = std::numeric_limits<double>::max();

struct AxisCase {
  std::string name;
  double lowest;
  double highest;
  int intervals_max;
  std::vector<std::string> ticks;
};

class AxisTicks : public testing::TestWithParam<AxisCase> {};

std::vector<std::string> TicksOf(const Axis& axis) {
  std::vector<std::string> ticks;
  for (std::int64_t tick = axis.first; tick <= axis.last; ++tick) {
    ticks.push_back(TickText(axis, tick));
  }
  return ticks;
}

TEST_P(AxisTicks, AreRoundNumbersAroundAllValues) {
  const AxisCase& c = GetParam();
  EXPECT_THAT(TicksOf(MakeAxis(c.lowest, c.highest, c.intervals_max)), ElementsAreArray(c.ticks));
}

// Each step is the finest of 1, 2, 5 x 10^k with which floor and ceiling are close enough.
INSTANTIATE_TEST_SUITE_P(
    All, AxisTicks,
    testing::Values(
        AxisCase{"HitsBothEnds", 0, 10, 5, {"0", "2", "4", "6", "8", "10"}},
        AxisCase{"RoundsOutwards", 1, 9.5, 5, {"0", "2", "4", "6", "8", "10"}},
        AxisCase{"NeedsNotBeginAtZero", 41, 58, 5, {"40", "45", "50", "55", "60"}},
        AxisCase{"CrossesZero", -3, 4, 4, {"-4", "-2", "0", "2", "4"}},
        // Steps of 0.1, and 0.3 as a double is less than three of them.
        AxisCase{"Tenths", 0.3, 0.7, 5, {"0.3", "0.4", "0.5", "0.6", "0.7"}},
        // 10 - 1 to 10 + 1.
        AxisCase{"WidensAConstant", 10, 10, 4, {"9.0", "9.5", "10.0", "10.5", "11.0"}},
        AxisCase{"WidensZero", 0, 0, 2, {"-1", "0", "1"}},
        // 0 to 5 has five steps of 1; two intervals need steps of 5.
        AxisCase{"TwoIntervals", 0, 5.5, 2, {"0", "5", "10"}},
        AxisCase{"TinyNumbers", 0, 3e-300, 3, {"0", "1e-300", "2e-300", "3e-300"}},
        AxisCase{
            "TheLargestNumbers", -kMax, kMax, 4, {"-2e+308", "-1e+308", "0", "1e+308", "2e+308"}},
        AxisCase{"Millions", 0, 2e6, 2, {"0", "1000000", "2000000"}},
        AxisCase{"Trillions", 0, 2e12, 2, {"0", "1e+12", "2e+12"}}),
    [](const auto& test) { return test.param.name; });

TEST(AxisTest, TheFractionIsTheHeightAndNeverLeavesTheAxis) {
  const Axis axis = MakeAxis(0, 10, 5);
  EXPECT_DOUBLE_EQ(Fraction(axis, 0), 0);
  EXPECT_DOUBLE_EQ(Fraction(axis, 2.5), .25);
  EXPECT_DOUBLE_EQ(Fraction(axis, 10), 1);
  EXPECT_DOUBLE_EQ(Fraction(axis, -kMax), 0);
  EXPECT_DOUBLE_EQ(Fraction(axis, kMax), 1);
}

TEST(AxisTest, SaysWhetherZeroIsOnIt) {
  EXPECT_TRUE(HasZero(MakeAxis(0, 10, 5)));
  EXPECT_TRUE(HasZero(MakeAxis(-10, 0, 5)));
  EXPECT_TRUE(HasZero(MakeAxis(-10, 10, 5)));
  EXPECT_FALSE(HasZero(MakeAxis(41, 58, 5)));
  EXPECT_FALSE(HasZero(MakeAxis(-58, -41, 5)));
}

}  // namespace
}  // namespace trustwatch::chart
