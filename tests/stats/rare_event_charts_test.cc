#include "daemon/stats/rare_event_charts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "daemon/stats/mean.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr int kRareEventChartsAllRows = 1000;

// The t chart example in the tests of the PowerBI-SPC visual (Australian Commission on Safety and
// Quality in Health Care), whose lines were made in R with sigma = mean moving range / 1.128.
const std::vector<double> kDaysBetween = {
    16,  20, 5,  13, 1,  26, 46, 12, 12, 5,  19, 4,  3,  15, 14, 9,  8,  15, 21, 6, 3,  1,  56,
    117, 1,  33, 9,  9,  19, 12, 1,  16, 13, 18, 1,  35, 16, 5,  21, 38, 3,  25, 3, 11, 13, 20,
    9,   3,  8,  21, 24, 38, 8,  13, 9,  1,  30, 23, 3,  7,  22, 19, 11, 31, 6,  1, 1};

TEST(TChartTest, AgreesWithThePublishedExample) {
  const RareEventChart chart = ComputeTChart(kDaysBetween, {}, kRareEventChartsAllRows, {});
  EXPECT_NEAR(chart.mean.value(), 11.2051, 5e-5);
  // Published 106.0418, 57.8835, 0.5020 and 0.0079. Our XmR limits are 2.66 mean moving ranges
  // away, the rounded constant of every XmR chart of the NHS, in place of 3 / 1.128 = 2.659574.
  // The mean moving range of y is 0.920, so that y's upper limit is 0.0004 higher: 3.6 x
  // 106.04^(2.6/3.6) x 0.0004 = 0.04 in days.
  EXPECT_NEAR(chart.lines.upper, 106.0418, 0.05);
  EXPECT_NEAR(chart.lines.near_upper, 57.8835, 0.02);
  EXPECT_NEAR(chart.lines.near_lower, 0.5020, 0.0005);
  EXPECT_NEAR(chart.lines.lower, 0.0079, 0.0001);
}

TEST(TChartTest, AgreesWithThePublishedExampleThatScreens) {
  // The same source with moving ranges screened: 97.268, 54.0812, 0.6402, 0.0221.
  const RareEventChart chart =
      ComputeTChart(kDaysBetween, {}, kRareEventChartsAllRows, {.screen_moving_ranges = true});
  EXPECT_NEAR(chart.lines.upper, 97.268, 0.05);
  EXPECT_NEAR(chart.lines.near_upper, 54.0812, 0.02);
  EXPECT_NEAR(chart.lines.near_lower, 0.6402, 0.0005);
  EXPECT_NEAR(chart.lines.lower, 0.0221, 0.0002);
}

TEST(TChartTest, AgreesWithMontgomerysValveFailures) {
  // D. C. Montgomery, Introduction to Statistical Quality Control, example of a control chart for
  // times between events: hours between failures of a valve. The book's y = x^0.2777 begin 4.80986,
  // 6.70903, 5.72650, 3.81367 and end 9.09083, 3.55203, mean 5.386 over the twenty.
  const std::vector<double> hours = {286,  948, 536, 124, 816, 729, 4,    143,  431,  8,
                                     2837, 596, 81,  227, 603, 492, 1199, 1214, 2831, 96};
  const RareEventChart chart = ComputeTChart(hours, {}, kRareEventChartsAllRows, {});
  EXPECT_NEAR(std::pow(*chart.mean, 0.2777), 5.386, 0.002);
  // y's lower limit is negative (5.389 - 2.66 x 2.361 = -0.89): no time is too short.
  EXPECT_EQ(chart.lines.lower, 0);
  // 5.3893 + 2.66 x 2.36092 = 11.6693, and 11.6693^3.6 = 6940 hours.
  EXPECT_NEAR(chart.lines.upper, 6940, 1);
}

TEST(TChartTest, RunRulesReadItsLines) {
  std::vector<double> days(20, 0);
  for (std::size_t i = 0; i < days.size(); ++i) days[i] = i % 2 == 0 ? 10 : 14;
  days.push_back(400);
  const RareEventChart chart = ComputeTChart(days, {}, 20, {});
  std::vector<Marked> marked(days.size());
  MarkSignals(days, {}, chart.lines, RunRules{}, marked);
  EXPECT_EQ(marked.back().label, Label::kAboveUpper);
  EXPECT_EQ(marked[0].label, Label::kCommonCause);
}

// The g chart example of the same visual: mean 31.6716, as sigma sqrt(31.6716 x 32.6716) = 32.168.
const std::vector<double> kCasesBetween = {
    23,  39, 15, 34, 1,  49, 98, 29, 27, 13, 45, 7,  10, 27, 24, 14, 20, 38, 44, 11, 10, 3,  113,
    183, 3,  47, 18, 18, 33, 15, 2,  38, 27, 27, 1,  52, 23, 7,  26, 82, 5,  49, 5,  17, 24, 44,
    26,  2,  27, 46, 55, 97, 22, 22, 20, 4,  60, 51, 7,  21, 66, 36, 25, 72, 15, 5,  3};

TEST(GChartTest, ThreeSigmaAgreesWithThePublishedExample) {
  const RareEventChart chart =
      ComputeGChart(kCasesBetween, {}, kRareEventChartsAllRows, GVariant::kThreeSigma, {});
  EXPECT_NEAR(chart.mean.value(), Mean(kCasesBetween), 1e-12);
  EXPECT_NEAR(chart.lines.upper, 128.1749, 5e-5);
  EXPECT_NEAR(chart.lines.near_upper, 96.0072, 5e-5);
  EXPECT_EQ(chart.lines.near_lower, 0);
  EXPECT_EQ(chart.lines.lower, 0);
  EXPECT_EQ(chart.lines.centre, chart.mean);
}

TEST(GChartTest, ProvostAndMurrayTakeTheMedianAsCentre) {
  const RareEventChart chart =
      ComputeGChart(kCasesBetween, {}, kRareEventChartsAllRows, GVariant::kProvostMurray, {});
  EXPECT_NEAR(chart.lines.centre, 0.693 * *chart.mean, 1e-12);
  EXPECT_NEAR(chart.lines.upper, 128.1749, 5e-5);
  EXPECT_EQ(chart.lines.lower, 0);
}

TEST(GChartTest, ProbabilityLimitsOfDaysBetweenInfections) {
  // Days between infections, adapted from Benneyan 1998 in the SAS documentation of PROC
  // RAREEVENTS: 29 infections from 17 April to 21 June 1995, so 28 gaps with a sum of 65 days.
  const std::vector<double> days = {0,  0, 2, 1, 13, 2,  0, 1, 1, 1, 1, 0, 1, 1,
                                    16, 0, 1, 1, 2,  10, 1, 1, 2, 2, 0, 2, 3, 0};
  const RareEventChart chart =
      ComputeGChart(days, {}, kRareEventChartsAllRows, GVariant::kProbability, {});
  EXPECT_NEAR(chart.mean.value(), 65.0 / 28, 1e-15);
  // p = 28/93, q = 65/93, ln q = -0.358212. P(X <= x) = 1 - q^(x+1) reaches
  // 0.5 at x + 1 >= ln 0.5 / ln q = 1.93, so x = 1;
  // 0.97725 at x + 1 >= ln 0.02275 / ln q = 10.56, so x = 10;
  // 0.99865 at x + 1 >= ln 0.00135 / ln q = 18.44, so x = 18.
  // P(X < 1) = p = 0.30 is above 0.02275: no low limit.
  EXPECT_EQ(chart.lines.centre, 1);
  EXPECT_EQ(chart.lines.near_upper, 10);
  EXPECT_EQ(chart.lines.upper, 18);
  EXPECT_EQ(chart.lines.near_lower, 0);
  EXPECT_EQ(chart.lines.lower, 0);
}

TEST(GChartTest, ManyOpportunitiesHaveALowLimit) {
  // Mean 999, q = 0.999: P(X < x) = 1 - 0.999^x. 0.00135 is reached at x = 1.35, 0.02275
  // at 23.0009.
  const std::vector<double> between(20, 999);
  const RareEventChart chart =
      ComputeGChart(between, {}, kRareEventChartsAllRows, GVariant::kProbability, {});
  EXPECT_EQ(chart.lines.lower, 1);
  EXPECT_EQ(chart.lines.near_lower, 23);
}

TEST(RareEventChartTest, TooFewEventsHaveNoLimits) {
  const std::vector<double> two = {3, 9};
  for (const RareEventChart& chart :
       {ComputeTChart(two, {}, kRareEventChartsAllRows, {}),
        ComputeGChart(two, {}, kRareEventChartsAllRows, GVariant::kProbability, {})}) {
    EXPECT_TRUE(chart.trial);
    EXPECT_TRUE(chart.lines.has_centre);
    EXPECT_EQ(chart.lines.upper, kNoUpper);
  }
  const std::vector<std::uint8_t> unknown = {0, 0};
  for (const RareEventChart& chart :
       {ComputeTChart(two, unknown, kRareEventChartsAllRows, {}),
        ComputeGChart(two, unknown, kRareEventChartsAllRows, GVariant::kProbability, {})}) {
    EXPECT_EQ(chart.baseline_points, 0);
    EXPECT_FALSE(chart.mean.has_value());
    EXPECT_FALSE(chart.lines.has_centre);
  }
}

TEST(RareEventChartTest, TheBaselineAloneMakesTheLines) {
  std::vector<double> longer = kCasesBetween;
  longer.push_back(5000);
  const int rows = static_cast<int>(kCasesBetween.size());
  EXPECT_EQ(ComputeTChart(longer, {}, rows, {}).lines,
            ComputeTChart(kCasesBetween, {}, rows, {}).lines);
  EXPECT_EQ(ComputeGChart(longer, {}, rows, GVariant::kProbability, {}).lines,
            ComputeGChart(kCasesBetween, {}, rows, GVariant::kProbability, {}).lines);
}

TEST(RareEventChartTest, ScalingTimeScalesTheTChart) {
  std::vector<double> hours = kDaysBetween;
  for (double& time : hours) time *= 24;
  const Lines days = ComputeTChart(kDaysBetween, {}, kRareEventChartsAllRows, {}).lines;
  const Lines scaled = ComputeTChart(hours, {}, kRareEventChartsAllRows, {}).lines;
  EXPECT_NEAR(scaled.upper, 24 * days.upper, 1e-9);
  EXPECT_NEAR(scaled.near_lower, 24 * days.near_lower, 1e-9);
}

TEST(RareEventChartTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  const std::vector<std::vector<double>> nasty = {{},
                                                  {0},
                                                  {0, 0, 0, 0},
                                                  {7},
                                                  {kMax, kMax},
                                                  {kMax, 0, kMax, 0},
                                                  {kTiny, kTiny, 0, kTiny},
                                                  {1e308, 1, 1e-308, 5},
                                                  {1e18, 1e18, 1e18, 1e18}};
  for (const std::vector<double>& values : nasty) {
    std::vector<RareEventChart> charts = {ComputeTChart(values, {}, kRareEventChartsAllRows, {})};
    for (const GVariant variant :
         {GVariant::kProbability, GVariant::kThreeSigma, GVariant::kProvostMurray}) {
      charts.push_back(ComputeGChart(values, {}, kRareEventChartsAllRows, variant, {}));
    }
    for (const RareEventChart& chart : charts) {
      const Lines& lines = chart.lines;
      EXPECT_TRUE(std::isfinite(chart.mean.value_or(0)));
      EXPECT_TRUE(std::isfinite(lines.centre) && std::isfinite(lines.lower));
      EXPECT_TRUE(std::isfinite(lines.upper));
      EXPECT_LE(lines.lower, lines.near_lower);
      EXPECT_LE(lines.near_lower, lines.near_upper);
      EXPECT_LE(lines.near_upper, lines.upper);
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
