#include "daemon/stats/verdict.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/stats/run_rules.h"
#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr double kVerdictUnknown = -99;

// Centre 0, limits -3 and 3, near limits -2 and 2; the group begins at position 10.
Verdict Judge(const std::vector<double>& values, Better better = Better::kHigher) {
  const Lines lines{.centre = 0, .lower = -3, .upper = 3, .near_lower = -2, .near_upper = 2};
  std::vector<std::uint8_t> known;
  known.reserve(values.size());
  for (const double value : values) known.push_back(value == kVerdictUnknown ? 0 : 1);
  std::vector<Marked> marked(values.size());
  MarkSignals(values, known, lines, RunRules{}, marked);
  return VerdictOn({.first = 10, .values = values, .known = known, .marked = marked}, better);
}

void ExpectSignal(const std::optional<Signal>& signal, Label label, std::size_t since,
                  std::size_t points) {
  ASSERT_TRUE(signal.has_value());
  EXPECT_EQ(signal->label, label);
  EXPECT_EQ(signal->since, since);
  EXPECT_EQ(signal->points, points);
}

TEST(VariationTest, TheLabelsWayAndWhatIsBetterDecide) {
  EXPECT_EQ(VariationOf(Label::kAboveUpper, Better::kHigher), Variation::kImprovement);
  EXPECT_EQ(VariationOf(Label::kAboveUpper, Better::kLower), Variation::kConcern);
  EXPECT_EQ(VariationOf(Label::kFalling, Better::kHigher), Variation::kConcern);
  EXPECT_EQ(VariationOf(Label::kRunBelow, Better::kLower), Variation::kImprovement);
  EXPECT_EQ(VariationOf(Label::kRunBelow, Better::kNeither), Variation::kNeither);
  EXPECT_EQ(VariationOf(Label::kCommonCause, Better::kNeither), Variation::kCommonCause);
}

TEST(VerdictTest, AnEmptyGroupHasNoLatestPoint) {
  const Verdict verdict = Judge({});
  EXPECT_EQ(verdict.latest, std::nullopt);
  EXPECT_FALSE(verdict.latest_known);
  EXPECT_EQ(verdict.variation, Variation::kCommonCause);
}

TEST(VerdictTest, OnlyTheLatestPointIsJudged) {
  const Verdict verdict = Judge({4, 1, -1});
  EXPECT_EQ(verdict.latest, 12U);
  EXPECT_EQ(verdict.group_first, 10U);
  EXPECT_EQ(verdict.variation, Variation::kCommonCause);
  EXPECT_EQ(verdict.signal, std::nullopt);
}

TEST(VerdictTest, AnUnknownLatestPointIsNotJudged) {
  const Verdict verdict = Judge({1, 4, kVerdictUnknown});
  EXPECT_FALSE(verdict.latest_known);
  EXPECT_EQ(verdict.latest, 12U);
  EXPECT_EQ(verdict.variation, Variation::kCommonCause);
}

TEST(VerdictTest, OutsideSinceTheFirstOfThePointsOutside) {
  ExpectSignal(Judge({4, 1, 4, 5}).signal, Label::kAboveUpper, 12, 2);
  ExpectSignal(Judge({4, -4}).signal, Label::kBelowLower, 11, 1);
}

TEST(VerdictTest, ARunSinceItsFirstPoint) {
  ExpectSignal(Judge({-1, 1, 2, 1, 2, 1, 2, 1, 2}).signal, Label::kRunAbove, 11, 8);
}

TEST(VerdictTest, ATrendSinceItsLowestPoint) {
  ExpectSignal(Judge({1, -1, -.8, -.6, 0, .1, .2, .3}).signal, Label::kRising, 11, 7);
}

TEST(VerdictTest, ATrendDoesNotReachBackIntoTheOneBefore) {
  // Seven rise, a drop, seven rise: all fourteen are marked, the signal is the last seven.
  ExpectSignal(Judge({-1.5, -1, -.5, 0, .5, 1, 1.5, -1.5, -1, -.5, 0, .5, 1, 1.5}).signal,
               Label::kRising, 17, 7);
}

TEST(VerdictTest, TwoInThreeCountsThePointsBeyond) {
  ExpectSignal(Judge({-1, 2.5, 1, 2.5}).signal, Label::kTwoInThreeAbove, 11, 2);
  ExpectSignal(Judge({2.5, 1, 2.5, 2.6, 1, 2.7}).signal, Label::kTwoInThreeAbove, 10, 4);
  // Nothing bridges an unknown point.
  ExpectSignal(Judge({2.5, 2.5, 1, kVerdictUnknown, 1, 2.5, 2.5}).signal, Label::kTwoInThreeAbove,
               15, 2);
}

TEST(VerdictTest, BothSignalsOfAConflictAreKept) {
  // Falling, and all above the centre: higher is better, so the fall concerns and the run improves.
  const Verdict verdict = Judge({1.9, 1.8, 1.7, 1.6, 1.5, 1.4, 1.3, 1.2});
  EXPECT_EQ(verdict.variation, Variation::kConcern);
  ExpectSignal(verdict.signal, Label::kFalling, 10, 8);
  ExpectSignal(verdict.contrary, Label::kRunAbove, 10, 8);
  EXPECT_EQ(verdict.contrary->variation, Variation::kImprovement);
}

TEST(VerdictTest, SignalsThatAgreeAreNoConflict) {
  EXPECT_EQ(Judge({.1, .2, .3, .4, .5, 2.1, 2.2}).contrary, std::nullopt);
}

TEST(VerdictTest, ReversingWhatIsBetterSwapsImprovementAndConcernOnly) {
  const std::vector<double> values = {1.9, 1.8, 1.7, 1.6, 1.5, 1.4, 1.3, 1.2};
  Verdict higher = Judge(values, Better::kHigher);
  Verdict lower = Judge(values, Better::kLower);
  EXPECT_EQ(lower.variation, Variation::kImprovement);
  EXPECT_EQ(lower.contrary->variation, Variation::kConcern);
  lower.variation = higher.variation;
  lower.signal->variation = higher.signal->variation;
  lower.contrary->variation = higher.contrary->variation;
  EXPECT_EQ(lower, higher);
}

}  // namespace
}  // namespace trustwatch::stats
