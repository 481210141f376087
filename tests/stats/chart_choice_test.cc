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

struct ChartChoiceCase {
  const char* name;
  DataKind kind;
  std::vector<double> events;
  std::vector<double> denominators;
  std::vector<std::uint8_t> known;
  Chart chart;
  bool too_rare;
  const char* reason;
};

const std::vector<ChartChoiceCase>& ChartChoiceCases() {
  static const std::vector<ChartChoiceCase> kCases = {
      {"Measurement",
       DataKind::kMeasurement,
       {0, 0, 0, 0},
       {},
       {},
       Chart::kXmr,
       false,
       "measurement"},
      {"TimeBetween", DataKind::kTimeBetween, {1, 2}, {}, {}, Chart::kT, false, "time from one"},
      {"OpportunitiesBetween",
       DataKind::kOpportunitiesBetween,
       {1, 2},
       {},
       {},
       Chart::kG,
       false,
       "opportunities from one"},
      {"Count",
       DataKind::kCount,
       {30, 40, 35},
       {},
       {},
       Chart::kXmr,
       false,
       "without a denominator"},
      // The middle of 0 1 2 3 4 is 2 and one in five is zero: just common enough.
      {"CommonEnough", DataKind::kCount, {0, 1, 2, 3, 4}, {}, {}, Chart::kXmr, false, "a count"},
      {"AQuarterOfZeros", DataKind::kCount, {0, 9, 9, 9}, {}, {}, Chart::kXmr, false, "a count"},
      {"ManyZeros", DataKind::kCount, {0, 0, 9, 9, 9}, {}, {}, Chart::kXmr, true, "too rare"},
      {"LowMedian", DataKind::kCount, {1, 1, 1, 5, 9}, {}, {}, Chart::kXmr, true, "too rare"},
      {"UnknownMonthsAreNotZeros",
       DataKind::kCount,
       {0, 0, 9, 9, 9},
       {},
       {0, 0, 1, 1, 1},
       Chart::kXmr,
       false,
       "a count"},
      {"NothingKnown", DataKind::kCount, {0, 0}, {}, {0, 0}, Chart::kXmr, false, "a count"},
      {"ProportionWithVaryingDenominators",
       DataKind::kProportion,
       {30, 40, 35},
       {100, 160, 90},
       {},
       Chart::kPPrime,
       false,
       "p' (Laney)"},
      {"RateWithVaryingDenominators",
       DataKind::kRate,
       {30, 40, 35},
       {100, 160, 90},
       {},
       Chart::kUPrime,
       false,
       "u' (Laney)"},
      // Mean 100: 80 and 120 are a fifth away, 75 and 125 a quarter.
      {"NearlyEqualDenominators",
       DataKind::kProportion,
       {30, 40, 35},
       {80, 100, 120},
       {},
       Chart::kXmr,
       false,
       "nearly equal"},
      {"AQuarterIsVarying",
       DataKind::kProportion,
       {30, 40, 35},
       {75, 100, 125},
       {},
       Chart::kPPrime,
       false,
       "p' (Laney)"},
      {"NoDenominators",
       DataKind::kProportion,
       {30, 40, 35},
       {},
       {},
       Chart::kXmr,
       false,
       "not known for every period"},
      {"OneDenominatorMissing",
       DataKind::kRate,
       {30, 40, 35},
       {100, 0, 90},
       {},
       Chart::kXmr,
       false,
       "not known for every period"},
      {"RareProportion",
       DataKind::kProportion,
       {0, 1, 0, 1},
       {100, 160, 90, 40},
       {},
       Chart::kPPrime,
       true,
       "too rare"},
  };
  return kCases;
}

class ChartChoiceTest : public testing::TestWithParam<ChartChoiceCase> {};

TEST_P(ChartChoiceTest, SaysWhichChartAndWhy) {
  const ChartChoiceCase& given = GetParam();
  const ChartAdvice advice = AdviseChart(given.kind, given.events, given.known, given.denominators);
  EXPECT_EQ(advice.chart, given.chart);
  EXPECT_EQ(advice.too_rare, given.too_rare);
  EXPECT_THAT(std::string(advice.reason), HasSubstr(given.reason));
}

INSTANTIATE_TEST_SUITE_P(AllCases, ChartChoiceTest, testing::ValuesIn(ChartChoiceCases()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace trustwatch::stats
