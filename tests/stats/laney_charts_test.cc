#include "daemon/stats/laney_charts.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr int kLaneyChartsAllRows = 1000;

// Attendances at major accident and emergency departments of the English NHS in twenty weeks, and
// how many were seen within four hours. Data: M. A. Mohammed, J. S. Panesar, D. B. Laney and R.
// Wilson, Statistical process control charts for attribute data involving very large sample sizes,
// BMJ Quality & Safety 22 (2013) 362-368; in the R package qicharts2 as nhs_accidents.
const std::vector<double> kSeen = {266501, 264225, 276532, 281461, 269071, 261215, 270409,
                                   279778, 270483, 270320, 267923, 271478, 255353, 256820,
                                   261835, 259144, 255910, 260863, 264465, 260989};
const std::vector<double> kAttended = {280443, 276823, 291681, 296155, 282343, 275888, 283867,
                                       295251, 284468, 282529, 279618, 283932, 266629, 268091,
                                       276803, 271578, 266005, 273520, 278574, 273772};

// The limits of this chart in percent, as the tests of the PowerBI-SPC visual (Australian
// Commission on Safety and Quality in Health Care) state them from R: 3 sigma above, 2 sigma above,
// 2 below, 3 below.
struct LaneyChartsPublished {
  std::size_t at;
  double upper, near_upper, near_lower, lower;
};
constexpr LaneyChartsPublished kPublished[] = {
    {0, 96.5670, 96.1413, 94.4386, 94.0130},  {1, 96.5753, 96.1469, 94.4331, 94.0046},
    {3, 96.5326, 96.1184, 94.4615, 94.0473},  {7, 96.5345, 96.1197, 94.4603, 94.0454},
    {12, 96.5996, 96.1631, 94.4169, 93.9803}, {16, 96.6012, 96.1641, 94.4158, 93.9788},
    {19, 96.5824, 96.1516, 94.4283, 93.9975}};

TEST(LaneyChartTest, PPrimeAgreesWithThePublishedExample) {
  const LaneyChart chart =
      ComputeLaneyChart(kSeen, kAttended, {}, kLaneyChartsAllRows, {.scale = 100});
  // 5,334,775 seen of 5,598,464 attended is 95.28997 %.
  EXPECT_NEAR(chart.centre.value(), 95.28997, 5e-6);
  EXPECT_NEAR(chart.sigma_z.value(), 10.6404, 5e-5);  // ten times what the binomial would allow
  for (const LaneyChartsPublished& want : kPublished) {
    const Lines& lines = chart.lines[want.at];
    EXPECT_NEAR(lines.upper, want.upper, 6e-5) << want.at;
    EXPECT_NEAR(lines.near_upper, want.near_upper, 6e-5) << want.at;
    EXPECT_NEAR(lines.near_lower, want.near_lower, 6e-5) << want.at;
    EXPECT_NEAR(lines.lower, want.lower, 6e-5) << want.at;
  }
}

TEST(LaneyChartTest, UPrimeAgreesWithThePublishedExample) {
  // The same source's u' chart of the same data: its limits are those of p', because sigma_z takes
  // up the factor sqrt(1 - c) between the two spreads.
  const LaneyChart chart = ComputeLaneyChart(kSeen, kAttended, {}, kLaneyChartsAllRows,
                                             {.kind = LaneyKind::kRate, .scale = 100});
  EXPECT_NEAR(chart.sigma_z.value(), 10.64042186 * std::sqrt(1 - 0.9528997113), 1e-6);
  for (const LaneyChartsPublished& want : kPublished) {
    EXPECT_NEAR(chart.lines[want.at].upper, want.upper, 6e-5) << want.at;
    EXPECT_NEAR(chart.lines[want.at].lower, want.lower, 6e-5) << want.at;
  }
}

TEST(LaneyChartTest, WorkedByHand) {
  // u' of 4, 9 and 2 events over 1, 4 and 1 units: rates 4, 2.25, 2; centre 15 / 6 = 2.5.
  // s = sqrt(2.5), sqrt(2.5)/2, sqrt(2.5); z = 1.5/s, -0.25/(s/2) = -0.5/s, -0.5/s.
  // Moving ranges 2/s and 0: mean 1/s; sigma_z = 1/(1.128 s). Limits 2.5 -/+ 3 s/(1.128 s) =
  // 2.5 -/+ 2.6596 for one unit, 2.5 -/+ 1.3298 for four.
  const LaneyChart chart =
      ComputeLaneyChart(std::vector<double>{4, 9, 2}, std::vector<double>{1, 4, 1}, {},
                        kLaneyChartsAllRows, {.kind = LaneyKind::kRate, .clamp = false});
  EXPECT_EQ(chart.values, (std::vector<double>{4, 2.25, 2}));
  EXPECT_NEAR(chart.sigma_z.value(), 1 / (1.128 * std::sqrt(2.5)), 1e-15);
  EXPECT_NEAR(chart.lines[0].upper, 2.5 + 3 / 1.128, 1e-14);
  EXPECT_NEAR(chart.lines[0].lower, 2.5 - 3 / 1.128, 1e-14);
  EXPECT_NEAR(chart.lines[1].upper, 2.5 + 1.5 / 1.128, 1e-14);
  EXPECT_NEAR(chart.lines[1].near_lower, 2.5 - 1 / 1.128, 1e-14);
  EXPECT_TRUE(chart.trial);
  EXPECT_EQ(chart.baseline_points, 3);
}

TEST(LaneyChartTest, LinesStayWhereDataCanBeUnlessAskedOtherwise) {
  const std::vector<double> part = {1, 9, 0, 10, 2, 9};
  const std::vector<double> whole(6, 10);
  const LaneyChart clamped =
      ComputeLaneyChart(part, whole, {}, kLaneyChartsAllRows, {.scale = 100});
  EXPECT_EQ(clamped.lines[0].lower, 0);
  EXPECT_EQ(clamped.lines[0].upper, 100);
  const LaneyChart open = ComputeLaneyChart(part, whole, {}, kLaneyChartsAllRows, {.clamp = false});
  EXPECT_LT(open.lines[0].lower, 0);
  EXPECT_GT(open.lines[0].upper, 1);
  const LaneyChart rate =
      ComputeLaneyChart(part, whole, {}, kLaneyChartsAllRows, {.kind = LaneyKind::kRate});
  EXPECT_EQ(rate.lines[0].lower, 0);
  EXPECT_GT(rate.lines[0].upper, 1);  // more events than units is possible
}

TEST(LaneyChartTest, TheBaselineAloneMakesTheLines) {
  std::vector<double> seen = kSeen;
  seen[19] = 0;
  const LaneyChart fixed = ComputeLaneyChart(seen, kAttended, {}, 19, {});
  const LaneyChart shorter =
      ComputeLaneyChart(std::span(kSeen).first(19), std::span(kAttended).first(19), {}, 19, {});
  EXPECT_EQ(fixed.centre, shorter.centre);
  EXPECT_EQ(fixed.sigma_z, shorter.sigma_z);
  EXPECT_EQ(fixed.lines[5], shorter.lines[5]);
  EXPECT_LT(fixed.values[19], fixed.lines[19].lower);
}

TEST(LaneyChartTest, AnUnknownPointBridgesNothing) {
  // Rates 1, 3, unknown, 3, 1 over one unit each: centre 2, moving ranges |3-1| and |1-3| only; a
  // bridge would add |3-3|.
  const std::vector<std::uint8_t> known = {1, 1, 0, 1, 1};
  const LaneyChart chart =
      ComputeLaneyChart(std::vector<double>{1, 3, 999, 3, 1}, std::vector<double>(5, 1), known,
                        kLaneyChartsAllRows, {.kind = LaneyKind::kRate});
  EXPECT_EQ(chart.centre, 2);
  EXPECT_NEAR(chart.sigma_z.value(), 2 / std::sqrt(2.0) / 1.128, 1e-15);
  EXPECT_EQ(chart.known, known);
  EXPECT_EQ(chart.baseline_points, 4);
}

TEST(LaneyChartTest, ScreeningLeavesOneWildMonthOut) {
  std::vector<double> events(24, 100);
  for (std::size_t i = 0; i < events.size(); i += 2) events[i] = 104;
  events[12] = 900;
  const std::vector<double> exposure(24, 1000);
  const LaneyOptions plain{.kind = LaneyKind::kRate};
  LaneyOptions screened = plain;
  screened.screen_moving_ranges = true;
  EXPECT_LT(
      ComputeLaneyChart(events, exposure, {}, kLaneyChartsAllRows, screened).sigma_z.value(),
      ComputeLaneyChart(events, exposure, {}, kLaneyChartsAllRows, plain).sigma_z.value() / 5);
}

struct Unusable {
  const char* name;
  double numerator, denominator;
  bool usable_as_rate;
};

TEST(LaneyChartTest, APointThatIsNoProportionIsUnknown) {
  for (const Unusable& bad :
       {Unusable{"no denominator", 3, 0, false}, Unusable{"negative denominator", 3, -10, false},
        Unusable{"negative numerator", -3, 10, false},
        Unusable{"more than the whole", 11, 10, true}}) {
    const std::vector<double> part = {3, bad.numerator, 4};
    const std::vector<double> whole = {10, bad.denominator, 10};
    const LaneyChart p = ComputeLaneyChart(part, whole, {}, kLaneyChartsAllRows, {});
    EXPECT_EQ(p.known[1], 0) << bad.name;
    EXPECT_EQ(p.baseline_points, 2) << bad.name;
    const LaneyChart u =
        ComputeLaneyChart(part, whole, {}, kLaneyChartsAllRows, {.kind = LaneyKind::kRate});
    EXPECT_EQ(u.known[1] != 0, bad.usable_as_rate) << bad.name;
  }
}

TEST(LaneyChartTest, WithoutSpreadLimitsEqualTheCentre) {
  // A third each time, from unequal denominators: the values equal the centre to the last bit.
  const LaneyChart thirds =
      ComputeLaneyChart(std::vector<double>{10, 20, 30, 7}, std::vector<double>{30, 60, 90, 21}, {},
                        kLaneyChartsAllRows, {});
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(thirds.values[i], thirds.centre);
    EXPECT_EQ(thirds.lines[i].lower, thirds.centre);
    EXPECT_EQ(thirds.lines[i].upper, thirds.centre);
  }
  // No events at all in the baseline: the first event later on is a special cause.
  const LaneyChart never = ComputeLaneyChart(std::vector<double>{0, 0, 0, 1},
                                             std::vector<double>{30, 60, 90, 21}, {}, 3, {});
  EXPECT_FALSE(never.sigma_z.has_value());
  std::vector<Marked> marked(4);
  MarkSignals(never.values, never.known, never.lines, RunRules{}, marked);
  EXPECT_EQ(marked[2].label, Label::kCommonCause);
  EXPECT_EQ(marked[3].label, Label::kAboveUpper);
}

TEST(LaneyChartTest, TooFewPointsHaveNoLimits) {
  const LaneyChart none = ComputeLaneyChart({}, {}, {}, kLaneyChartsAllRows, {});
  EXPECT_FALSE(none.centre.has_value());
  const LaneyChart two = ComputeLaneyChart(std::vector<double>{1, 2}, std::vector<double>{9, 9}, {},
                                           kLaneyChartsAllRows, {});
  EXPECT_TRUE(two.lines[0].has_centre);
  EXPECT_EQ(two.lines[0].upper, kNoUpper);
  const std::vector<std::uint8_t> unknown = {0, 0};
  const LaneyChart blind = ComputeLaneyChart(std::vector<double>{1, 2}, std::vector<double>{9, 9},
                                             unknown, kLaneyChartsAllRows, {});
  EXPECT_FALSE(blind.centre.has_value());
  EXPECT_FALSE(blind.lines[0].has_centre);
}

TEST(LaneyChartTest, ScalingTheUnitScalesTheLines) {
  std::mt19937 random(20261);
  for (int round = 0; round < 50; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20261 round " << round);
    std::vector<double> events;
    std::vector<double> exposure;
    for (int i = 0; i < 30; ++i) {
      exposure.push_back(std::uniform_int_distribution<int>(50, 5000)(random));
      events.push_back(std::poisson_distribution<int>(exposure.back() * 0.03)(random));
    }
    const LaneyOptions one{.kind = LaneyKind::kRate};
    const LaneyOptions per_1024{.kind = LaneyKind::kRate, .scale = 1024};
    const LaneyChart a = ComputeLaneyChart(events, exposure, {}, kLaneyChartsAllRows, one);
    const LaneyChart b = ComputeLaneyChart(events, exposure, {}, kLaneyChartsAllRows, per_1024);
    EXPECT_EQ(*a.sigma_z, *b.sigma_z);
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(a.values[i] * 1024, b.values[i]);
      EXPECT_EQ(a.lines[i].upper * 1024, b.lines[i].upper);
      EXPECT_EQ(a.lines[i].near_lower * 1024, b.lines[i].near_lower);
    }
  }
}

TEST(LaneyChartTest, NoNastyInputLetsOutWhatIsNotFinite) {
  constexpr double kMax = std::numeric_limits<double>::max();
  constexpr double kTiny = std::numeric_limits<double>::denorm_min();
  const std::vector<double> nasty = {0, kTiny, 1, 5, 1e308, kMax};
  std::mt19937 random(20262);
  std::uniform_int_distribution<std::size_t> pick(0, nasty.size() - 1);
  for (int round = 0; round < 2000; ++round) {
    SCOPED_TRACE(testing::Message() << "seed 20262 round " << round);
    std::vector<double> part;
    std::vector<double> whole;
    for (int i = 0; i < round % 7; ++i) {
      part.push_back(nasty[pick(random)]);
      whole.push_back(nasty[pick(random)]);
    }
    const LaneyKind kind = round % 2 == 0 ? LaneyKind::kProportion : LaneyKind::kRate;
    const LaneyChart chart = ComputeLaneyChart(part, whole, {}, kLaneyChartsAllRows,
                                               {.kind = kind, .clamp = round % 3 == 0});
    ASSERT_TRUE(std::isfinite(chart.centre.value_or(0)));
    ASSERT_TRUE(std::isfinite(chart.sigma_z.value_or(0)));
    for (std::size_t i = 0; i < part.size(); ++i) {
      const Lines& lines = chart.lines[i];
      ASSERT_TRUE(std::isfinite(chart.values[i]) && std::isfinite(lines.centre));
      ASSERT_TRUE(std::isfinite(lines.lower) && std::isfinite(lines.upper));
      ASSERT_LE(lines.lower, lines.near_lower);
      ASSERT_LE(lines.near_lower, lines.near_upper);
      ASSERT_LE(lines.near_upper, lines.upper);
    }
  }
}

}  // namespace
}  // namespace trustwatch::stats
