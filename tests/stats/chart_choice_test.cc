#include "daemon/stats/chart_choice.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

using ::testing::HasSubstr;

struct Case {
  const char* name;
  Quantity quantity;
  std::vector<double> events;
  std::vector<double> denominators;
  std::vector<std::uint8_t> known;
  Chart chart;
  bool too_rare;
  const char* reason;
};

const std::vector<Case>& Cases() {
  static const std::vector<Case> kCases = {
      {"Measurement",
       Quantity::kMeasurement,
       {0, 0, 0, 0},
       {},
       {},
       Chart::kXmr,
       false,
       "measurement"},
      {"TimeBetween", Quantity::kTimeBetween, {1, 2}, {}, {}, Chart::kT, false, "time from one"},
      {"OpportunitiesBetween",
       Quantity::kOpportunitiesBetween,
       {1, 2},
       {},
       {},
       Chart::kG,
       false,
       "opportunities from one"},
      {"Count",
       Quantity::kCount,
       {30, 40, 35},
       {},
       {},
       Chart::kXmr,
       false,
       "without a denominator"},
      // The middle of 0 1 2 3 4 is 2 and one in five is zero: just common enough.
      {"CommonEnough", Quantity::kCount, {0, 1, 2, 3, 4}, {}, {}, Chart::kXmr, false, "a count"},
      {"AQuarterOfZeros", Quantity::kCount, {0, 9, 9, 9}, {}, {}, Chart::kXmr, false, "a count"},
      {"ManyZeros", Quantity::kCount, {0, 0, 9, 9, 9}, {}, {}, Chart::kXmr, true, "too rare"},
      {"LowMedian", Quantity::kCount, {1, 1, 1, 5, 9}, {}, {}, Chart::kXmr, true, "too rare"},
      {"UnknownMonthsAreNotZeros",
       Quantity::kCount,
       {0, 0, 9, 9, 9},
       {},
       {0, 0, 1, 1, 1},
       Chart::kXmr,
       false,
       "a count"},
      {"NothingKnown", Quantity::kCount, {0, 0}, {}, {0, 0}, Chart::kXmr, false, "a count"},
      {"ProportionWithVaryingDenominators",
       Quantity::kProportion,
       {30, 40, 35},
       {100, 160, 90},
       {},
       Chart::kPPrime,
       false,
       "p' (Laney)"},
      {"RateWithVaryingDenominators",
       Quantity::kRate,
       {30, 40, 35},
       {100, 160, 90},
       {},
       Chart::kUPrime,
       false,
       "u' (Laney)"},
      // Mean 100: 80 and 120 are a fifth away, 75 and 125 a quarter.
      {"NearlyEqualDenominators",
       Quantity::kProportion,
       {30, 40, 35},
       {80, 100, 120},
       {},
       Chart::kXmr,
       false,
       "nearly equal"},
      {"AQuarterIsVarying",
       Quantity::kProportion,
       {30, 40, 35},
       {75, 100, 125},
       {},
       Chart::kPPrime,
       false,
       "p' (Laney)"},
      {"NoDenominators",
       Quantity::kProportion,
       {30, 40, 35},
       {},
       {},
       Chart::kXmr,
       false,
       "not known for every period"},
      {"OneDenominatorMissing",
       Quantity::kRate,
       {30, 40, 35},
       {100, 0, 90},
       {},
       Chart::kXmr,
       false,
       "not known for every period"},
      {"RareProportion",
       Quantity::kProportion,
       {0, 1, 0, 1},
       {100, 160, 90, 40},
       {},
       Chart::kPPrime,
       true,
       "too rare"},
  };
  return kCases;
}

class ChartChoiceTest : public testing::TestWithParam<Case> {};

TEST_P(ChartChoiceTest, SaysWhichChartAndWhy) {
  const Case& given = GetParam();
  const ChartAdvice advice =
      AdviseChart(given.quantity, given.events, given.known, given.denominators);
  EXPECT_EQ(advice.chart, given.chart);
  EXPECT_EQ(advice.too_rare, given.too_rare);
  EXPECT_THAT(std::string(advice.reason), HasSubstr(given.reason));
}

INSTANTIATE_TEST_SUITE_P(AllCases, ChartChoiceTest, testing::ValuesIn(Cases()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace trustwatch::stats
