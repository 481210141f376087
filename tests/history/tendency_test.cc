#include "daemon/history/tendency.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "daemon/domain/definitions.h"
#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using stats::Course;
using testing::DayOf;
using testing::DefinitionsBuilder;
using testing::SliceOf;

constexpr Ordinal kTendencyFirst = 55 * 12;  // January 2025

SeriesFigures TendencySeriesOf(const std::vector<double>& values, Ordinal step = 1) {
  SeriesFigures series;
  for (std::size_t i = 0; i < values.size(); ++i) {
    series.Set(kTendencyFirst + step * static_cast<Ordinal>(i), domain::Number{.value = values[i]});
  }
  return series;
}

// seen_in_time, a percentage of which more is better, with a target of 95.
class TendencyTest : public ::testing::Test {
 protected:
  TendencyTest() {
    DefinitionsBuilder builder;
    builder.Indicator("seen_in_time").direction = domain::Direction::kHigher;
    builder.Indicator("seen_in_time").standards = {{.text = "standard", .target = 95}};
    definitions_ = builder.Build();
    rules_ = RulesOf(definitions_->catalogue, SliceOf("seen_in_time"));
    rules_.chart = domain::ChartKind::kXmr;
  }

  Tendency Of(const std::vector<double>& values, const std::vector<domain::Day>& step_days = {}) {
    return ComputeTendency(TendencySeriesOf(values), rules_, step_days);
  }

  std::shared_ptr<const domain::Definitions> definitions_;
  Rules rules_;
};

// Slope 1/2, up to 5/7; intercept 80.75 and 557/7: trend_test.cc works it out.
const std::vector<double> kSaw = {80, 82, 81, 83, 82, 84, 83, 85, 84, 86, 85, 87};

TEST_F(TendencyTest, SaysTheMonthOfArrival) {
  const Tendency tendency = Of(kSaw);
  ASSERT_TRUE(tendency.trajectory.has_value());
  EXPECT_EQ(tendency.target, 95);
  EXPECT_EQ(tendency.trajectory->course, Course::kArrives);
  // (95 - 80.75) x 2 = 28.5 and (95 - 557/7) x 7/5 = 21.6: positions 29 and 22 from January 2025.
  EXPECT_EQ(TrajectorySentence(tendency, rules_),
            "At the pace of the 12 months to December 2025 it reaches 95.0% in about June 2027 "
            "(between November 2026 and June 2027).");
}

TEST_F(TendencyTest, LooksAtThePresentProcessOnly) {
  std::vector<double> values(20, 99);
  values.insert(values.end(), kSaw.begin(), kSaw.end());
  const Tendency tendency = Of(values, {DayOf("2026-09-01")});
  ASSERT_TRUE(tendency.trajectory.has_value());
  EXPECT_EQ(tendency.trajectory->first, 20U);
  EXPECT_EQ(tendency.trajectory->rows, 12U);
  EXPECT_EQ(tendency.trajectory->expected, 49U);  // 20 + 29
  EXPECT_EQ(Of(values).trajectory->course, Course::kMovingAway) << "without the step change";
}

TEST_F(TendencyTest, TakesTheTargetOfTheLatestPeriod) {
  DefinitionsBuilder builder;
  builder.Indicator("seen_in_time").direction = domain::Direction::kHigher;
  builder.Indicator("seen_in_time").standards = {
      {.text = "old", .target = 80, .last_day = DayOf("2025-11-30")},
      {.text = "new", .target = 90, .first_day = DayOf("2025-12-01")}};
  const auto definitions = builder.Build();
  const Rules rules = RulesOf(definitions->catalogue, SliceOf("seen_in_time"));
  EXPECT_EQ(ComputeTendency(TendencySeriesOf(kSaw), rules, {}).trajectory->expected, 19U);
  EXPECT_EQ(ComputeTendency(TendencySeriesOf(kSaw), rules, {}).target, 90);
}

// 24 months of 79 and 81 in turn: mean 80, moving ranges 2, sigma 2.66 x 2 / 3 = 1.773. Then so
// many of 82, which is 1.128 sigma up, and so adds 0.628.
std::vector<double> DriftedTo82(int months) {
  std::vector<double> values;
  for (int i = 0; i < 24; ++i) values.push_back(79 + i % 2 * 2);
  values.insert(values.end(), static_cast<std::size_t>(months), 82);
  return values;
}

TEST_F(TendencyTest, FindsASmallDriftAgainstTheBaseline) {
  EXPECT_EQ(Of(DriftedTo82(7)).drift, std::nullopt);  // 7 x 0.628 = 4.4
  const Tendency tendency = Of(DriftedTo82(8));       // 8 x 0.628 = 5.02
  ASSERT_TRUE(tendency.drift.has_value());
  EXPECT_EQ(tendency.drift->drift.since, 24U);
  EXPECT_EQ(tendency.drift->drift.points, 8U);
  EXPECT_EQ(tendency.drift->drift.shift, 2);
  EXPECT_EQ(tendency.drift->centre, 80);
  EXPECT_EQ(DriftSentence(tendency, rules_),
            "Lasting drift, for the better: since January 2027 the figures have run about 2.0 "
            "percentage points above 80.0%, the mean of the first 24 months of this process.");
}

TEST_F(TendencyTest, TheBaselineIsThatOfThePresentProcess) {
  std::vector<double> values(5, 50);
  const std::vector<double> drifted = DriftedTo82(8);
  values.insert(values.end(), drifted.begin(), drifted.end());
  const Tendency tendency = Of(values, {DayOf("2025-06-01")});
  ASSERT_TRUE(tendency.drift.has_value());
  EXPECT_EQ(tendency.drift->drift.since, 29U);
  EXPECT_EQ(tendency.drift->centre, 80);
}

TEST_F(TendencyTest, UnknownMonthsDoNotShortenTheBaseline) {
  SeriesFigures series;
  const std::vector<double> values = DriftedTo82(8);
  for (std::size_t i = 0; i < values.size(); ++i) {
    // Rows 4 and 5 have no figures, and what follows comes two months later.
    const auto at = kTendencyFirst + static_cast<Ordinal>(i < 4 ? i : i + 2);
    series.Set(at, domain::Number{.value = values[i]});
  }
  const Tendency tendency = ComputeTendency(series, rules_, {});
  ASSERT_TRUE(tendency.drift.has_value());
  EXPECT_EQ(tendency.drift->drift.since, 26U);
  EXPECT_EQ(tendency.drift->centre, 80);
}

// The same drift as proportions of 1,000 and 4,000 in turn.
TEST_F(TendencyTest, ProportionsAreMeasuredWithTheirDenominators) {
  SeriesFigures series;
  const std::vector<double> values = DriftedTo82(16);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double denominator = i % 4 < 2 ? 1000 : 4000;
    series.Set(kTendencyFirst + static_cast<Ordinal>(i),
               domain::Number{.value = values[i],
                              .numerator = values[i] * denominator / 100,
                              .denominator = denominator});
  }
  rules_.chart = domain::ChartKind::kPPrime;
  rules_.scale = 100;
  const Tendency tendency = ComputeTendency(series, rules_, {});
  ASSERT_TRUE(tendency.drift.has_value());
  EXPECT_EQ(tendency.drift->drift.since, 24U);
  EXPECT_NEAR(tendency.drift->centre, 80, 1e-9);  // each size has one 79 and one 81 of every four
  EXPECT_NEAR(tendency.drift->drift.shift, 2, 1e-9);
  ASSERT_TRUE(tendency.trajectory.has_value());
  EXPECT_EQ(tendency.trajectory->points, 24U);
}

// 985 and 995 of 1,000 in turn: centre 99, moving ranges of 1, sigma 1 / 1.128 = 0.887. The upper
// limit of 101.7 is drawn at 100; taken for three sigma it would make 99.6 a drift of 1.8 sigma.
TEST_F(TendencyTest, ALimitThatIsCutIsNotTakenForThreeSigma) {
  SeriesFigures series;
  for (int i = 0; i < 36; ++i) {
    const double numerator = i < 24 ? 985 + i % 2 * 10 : 996;
    series.Set(
        kTendencyFirst + i,
        domain::Number{.value = numerator / 10, .numerator = numerator, .denominator = 1000});
  }
  rules_.chart = domain::ChartKind::kPPrime;
  rules_.scale = 100;
  EXPECT_EQ(ComputeTendency(series, rules_, {}).drift, std::nullopt);
}

TEST_F(TendencyTest, ChartsOfRareEventsHaveNone) {
  for (const auto kind : {domain::ChartKind::kT, domain::ChartKind::kG}) {
    rules_.chart = kind;
    EXPECT_EQ(Of(DriftedTo82(8)).trajectory, std::nullopt);
    EXPECT_EQ(Of(DriftedTo82(8)).drift, std::nullopt);
    EXPECT_EQ(TrajectorySentence(Of(kSaw), rules_), "");
  }
}

TEST_F(TendencyTest, OverlappingPeriodsHaveNone) {
  rules_.span = {domain::Span::Unit::kMonths, 3};
  EXPECT_EQ(ComputeTendency(TendencySeriesOf(kSaw, 1), rules_, {}).trajectory, std::nullopt);
  EXPECT_EQ(ComputeTendency(TendencySeriesOf(DriftedTo82(8), 1), rules_, {}).drift, std::nullopt);
  const Tendency quarters = ComputeTendency(TendencySeriesOf(kSaw, 3), rules_, {});
  ASSERT_TRUE(quarters.trajectory.has_value()) << "these do not overlap";
  // The figures end in January 2025 and every third month after; position 29 is 87 months later.
  EXPECT_EQ(TrajectorySentence(quarters, rules_),
            "At the pace of the 12 3-month periods to 3 months to October 2027 it reaches 95.0% in "
            "about 3 months to April 2032 (between 3 months to July 2030 and 3 months to April "
            "2032).");
}

TEST_F(TendencyTest, WithoutATargetOrADirectionThereIsNoTrajectory) {
  rules_.has_standards = false;
  EXPECT_EQ(Of(kSaw).trajectory->course, Course::kNoTarget);
  EXPECT_EQ(TrajectorySentence(Of(kSaw), rules_), "");
  EXPECT_TRUE(Of(DriftedTo82(8)).drift.has_value()) << "a drift needs none";
}

TEST_F(TendencyTest, AnEmptySeriesGoesNowhere) {
  const Tendency tendency = Of({});
  EXPECT_EQ(tendency.trajectory, std::nullopt);
  EXPECT_EQ(tendency.drift, std::nullopt);
  EXPECT_EQ(DriftSentence(tendency, rules_), "");
  EXPECT_EQ(TrajectorySentence(tendency, rules_), "");
}

TEST_F(TendencyTest, AProcessThatHasJustBegunIsTooShort) {
  const Tendency tendency = Of(DriftedTo82(8), {DayOf("2027-08-01")});  // its last month
  EXPECT_EQ(tendency.drift, std::nullopt);
  EXPECT_EQ(tendency.trajectory->course, Course::kTooFew);
  EXPECT_EQ(TrajectorySentence(tendency, rules_),
            "Too early to say whether it moves towards 95.0%: that takes 12 months with a figure, "
            "and there are 1.");
}

}  // namespace
}  // namespace trustwatch::history
