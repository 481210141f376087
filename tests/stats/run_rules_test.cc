#include "daemon/stats/run_rules.h"

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

// Centre 0, limits -3 and 3, near limits -2 and 2.
constexpr Lines kLines{.centre = 0, .lower = -3, .upper = 3, .near_lower = -2, .near_upper = 2};
constexpr double kUnknown = -99;  // stands for an unknown point in the tables below

// One letter for each label, in the order of Label.
std::string Letters(const std::vector<Marked>& marked) {
  std::string letters;
  for (const Marked& mark : marked) letters += ".ULrftb78"[static_cast<std::size_t>(mark.label)];
  return letters;
}

std::vector<Marked> Mark(const std::vector<double>& values, const RunRules& rules,
                         const Lines& lines = kLines) {
  std::vector<std::uint8_t> known;
  known.reserve(values.size());
  for (const double value : values) known.push_back(value == kUnknown ? 0 : 1);
  std::vector<Marked> marked(values.size(), Marked{.signals = 255, .label = Label::kRising});
  MarkSignals(values, known, lines, rules, marked);
  return marked;
}

struct Case {
  std::string name;
  std::vector<double> values;
  std::string labels;  // U above upper, L below lower, r rising, f falling, t two in three above,
                       // b below, 7 run above, 8 run below
  RunRules rules{};

  friend void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }
};

class RunRulesTest : public testing::TestWithParam<Case> {};

TEST_P(RunRulesTest, MarksThePointsOfEachRule) {
  EXPECT_EQ(Letters(Mark(GetParam().values, GetParam().rules)), GetParam().labels);
}

constexpr RunRules kPackage{.two_in_three = TwoInThree::kNearOnly,
                            .trend_label = TrendLabel::kNextStep};
constexpr RunRules kSix{.run_points = 6};

INSTANTIATE_TEST_SUITE_P(
    Table, RunRulesTest,
    testing::Values(
        Case{"Nothing", {}, ""}, Case{"OnTheLimitIsInside", {3, -3, 3.5, -3.5}, "..UL"},
        Case{"SixOnOneSideAreTooFew", {1, 2, 1, 2, 1, 2, -1}, "......."},
        Case{"AllSevenOfARunAreMarked", {-1, 1, 2, 1, 2, 1, 2, 1, -1}, ".7777777."},
        Case{"ALongerRunIsMarkedWholly", {-1, -2, -1, -2, -1, -2, -1, -2, -1}, "888888888"},
        Case{"OnTheCentreBreaksARun", {1, 2, 1, 2, 0, 1, 2, 1, 2}, "........."},
        Case{"UnknownBreaksARun", {1, 2, 1, 2, kUnknown, 1, 2, 1, 2}, "........."},
        Case{"SixOnRequest", {1, 2, 1, 2, 1, 2, -1}, "777777.", kSix},
        Case{"SevenRisingAreATrend", {-1.5, -1, -.5, 0, .5, 1, 1.5, -1}, "rrrrrrr."},
        Case{"SixRisingAreTooFew", {-1.5, -1, -.5, 0, .5, 1, -1}, "......."},
        Case{"SixRisingOnRequest", {-1.5, -1, -.5, 0, .5, 1, -1}, "rrrrrr.", kSix},
        Case{"ATieBreaksATrend", {-1.5, -1, -.5, 0, 0, .5, 1, 1.5}, "........"},
        Case{"UnknownIsNotATrend", {-1.5, -1, -.5, kUnknown, 0, .5, 1, 1.5}, "........"},
        Case{"UnknownAtTheStartOfATrend", {kUnknown, -1.5, -1, -.5, 0, .5, 1, 1.5}, ".rrrrrrr"},
        // A trend's end is also its other's start: the later of the two names the point.
        Case{"APeakBelongsToTheLaterTrend",
             {-1.5, -1, -.5, 0, .5, 1, 1.5, 1, .5, 0, -.5, -1, -1.5},
             "rrrrrrfffffff"},
        Case{"ATroughBelongsToTheLaterTrend",
             {1.5, 1, .5, 0, -.5, -1, -1.5, -1, -.5, 0, .5, 1, 1.5},
             "ffffffrrrrrrr"},
        // Two rising trends with a drop between: the package names the first's last point by the
        // step that follows, we by the trend that it completes.
        Case{"TwoTrendsInARow",
             {-1.5, -1, -.5, 0, .5, 1, 1.5, -1.5, -1, -.5, 0, .5, 1, 1.5},
             "rrrrrrrrrrrrrr"},
        Case{"TwoTrendsInARowAsThePackage",
             {-1.5, -1, -.5, 0, .5, 1, 1.5, -1.5, -1, -.5, 0, .5, 1, 1.5},
             "rrrrrrfrrrrrrr",
             kPackage},
        Case{"APeakAsThePackage",
             {-1.5, -1, -.5, 0, .5, 1, 1.5, 1, .5, 0, -.5, -1, -1.5},
             "rrrrrrfffffff",
             kPackage},
        Case{"TwoOfThreeBeyondTheNearLimit", {2.5, .5, 2.5}, "t.t"},
        Case{"BelowToo", {-2.5, -2.5, -.5}, "bb."},
        Case{"OnTheNearLimitIsNotBeyond", {2, .5, 2.5}, "..."},
        Case{"TwoOfThreeNeedOneSide", {2.5, -.5, 2.5}, "..."},
        Case{"TwoOfThreeBrokenByTheCentre", {2.5, 0, 2.5}, "..."},
        Case{"TwoPointsAreNotThree", {2.5, 2.5}, ".."},
        Case{"UnknownBreaksTwoOfThree", {2.5, kUnknown, 2.5}, "..."},
        Case{"FourApartAreNotThree", {2.5, .5, .5, 2.5}, "...."},
        // 3.5, 2.2, .5: outside, near, neither.
        Case{"OutsideCountsToTwoOfThree", {3.5, 2.2, .5}, "Ut."},
        Case{"OutsideDoesNotCountForThePackage", {3.5, 2.2, .5}, "U..", kPackage},
        Case{"OutsideStandsOnTheSideForThePackage", {3.5, 2.2, 2.2}, "Utt", kPackage},
        // Outside before trend before two in three before run.
        Case{"PrecedenceOfATrend", {-4, -2.5, -2.4, 0, .5, 1, 4}, "LrrrrrU"},
        Case{"PrecedenceOfTwoInThree", {1, 1, 1, 1, 1, 2.5, 2.6, 1}, "77777tt7"}),
    [](const testing::TestParamInfo<Case>& tested) { return tested.param.name; });

TEST(SignalsTest, EverySignalOfAPointIsKept) {
  // Rising all the way, from the sixth point on above the near limit, all above the centre.
  const std::vector<Marked> marked = Mark({.1, .2, .3, .4, .5, 2.1, 2.2}, RunRules{});
  EXPECT_EQ(marked[6].signals, SignalOf(Label::kRising) | SignalOf(Label::kTwoInThreeAbove) |
                                   SignalOf(Label::kRunAbove));
  EXPECT_EQ(marked[0].signals, SignalOf(Label::kRising) | SignalOf(Label::kRunAbove));
}

TEST(SignalsTest, OppositeSignalsAreBothKept) {
  // Falling, and all above the centre.
  const std::vector<Marked> marked = Mark({1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1}, RunRules{});
  for (const Marked& mark : marked) {
    EXPECT_EQ(mark.label, Label::kFalling);
    EXPECT_TRUE(Has(mark.signals, Label::kRunAbove));
  }
}

TEST(SignalsTest, WithoutACentreOnlyATrendFires) {
  Lines lines;
  lines.has_centre = false;
  EXPECT_EQ(Letters(Mark({1, 2, 3, 4, 5, 6, 7, 7}, RunRules{}, lines)), "rrrrrrr.");
  EXPECT_EQ(Letters(Mark({1, 3, 1, 3, 1, 3, 1, 3}, RunRules{}, lines)), "........");
}

TEST(SignalsTest, LimitsThatDoNotExistAreNeverPassed) {
  const std::vector<double> huge = {kNoUpper, kNoLower, kNoUpper, kNoLower};
  EXPECT_EQ(Letters(Mark(huge, RunRules{}, Lines{})), "....");
}

TEST(SignalsTest, ARuleAndADirectionForEachLabel) {
  EXPECT_EQ(RuleOf(Label::kCommonCause), Rule::kNone);
  EXPECT_EQ(RuleOf(Label::kBelowLower), Rule::kOutside);
  EXPECT_EQ(RuleOf(Label::kRising), Rule::kTrend);
  EXPECT_EQ(RuleOf(Label::kTwoInThreeBelow), Rule::kTwoInThree);
  EXPECT_EQ(RuleOf(Label::kRunAbove), Rule::kRun);
  EXPECT_TRUE(IsHigh(Label::kRunAbove));
  EXPECT_FALSE(IsHigh(Label::kFalling));
  EXPECT_FALSE(IsHigh(Label::kCommonCause));
}

TEST(LinesOfEachPointTest, EveryPointIsComparedWithItsOwn) {
  // The value stays, the limits narrow: outside from the third point on.
  const std::vector<double> values(4, 1.0);
  std::vector<Lines> lines;
  for (const double upper : {3.0, 1.0, 0.9, 0.8}) {
    lines.push_back(
        {.centre = 0, .lower = -upper, .upper = upper, .near_lower = -upper, .near_upper = upper});
  }
  std::vector<Marked> marked(values.size());
  MarkSignals(values, {}, lines, RunRules{}, marked);
  EXPECT_EQ(Letters(marked), "..UU");
}

TEST(LinesOfEachPointTest, EqualLinesAreTheConstantLine) {
  const std::vector<double> values = {3.5, 2.2, .5, -1, -2.5, -2.4, -1, -1, -1, -1, -1, 4};
  const std::vector<Lines> lines(values.size(), kLines);
  std::vector<Marked> marked(values.size());
  MarkSignals(values, {}, lines, RunRules{}, marked);
  EXPECT_EQ(marked, Mark(values, RunRules{}));
}

}  // namespace
}  // namespace trustwatch::stats
