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
constexpr double kRunRulesUnknown = -99;  // stands for an unknown point in the tables below

// One letter for each label, in the order of Label.
std::string Letters(const std::vector<Marked>& marked) {
  std::string letters;
  for (const Marked& mark : marked) letters += ".ULrftb78"[static_cast<std::size_t>(mark.label)];
  return letters;
}

std::vector<Marked> MakeMark(const std::vector<double>& values, const RunRules& rules,
                             const Lines& lines = kLines) {
  std::vector<std::uint8_t> known;
  known.reserve(values.size());
  for (const double value : values) known.push_back(value == kRunRulesUnknown ? 0 : 1);
  std::vector<Marked> marked(values.size(), Marked{.signals = 255, .label = Label::kRising});
  MarkSignals(values, known, lines, rules, marked);
  return marked;
}

struct RunRulesCase {
  std::string name;
  std::vector<double> values;
  std::string labels;  // U above upper, L below lower, r rising, f falling, t two in three above,
                       // b below, 7 run above, 8 run below
  RunRules rules{};

  friend void PrintTo(const RunRulesCase& c, std::ostream* out) { *out << c.name; }
};

class RunRulesTest : public testing::TestWithParam<RunRulesCase> {};

TEST_P(RunRulesTest, MarksThePointsOfEachRule) {
  EXPECT_EQ(Letters(MakeMark(GetParam().values, GetParam().rules)), GetParam().labels);
}

constexpr RunRules kRunRulesPackage{.two_in_three = TwoInThree::kNearOnly,
                                    .trend_label = TrendLabel::kNextStep};
constexpr RunRules kSix{.run_points = 6};

INSTANTIATE_TEST_SUITE_P(
    Table, RunRulesTest,
    testing::Values(
        RunRulesCase{"Nothing", {}, ""},
        RunRulesCase{"OnTheLimitIsInside", {3, -3, 3.5, -3.5}, "..UL"},
        RunRulesCase{"SixOnOneSideAreTooFew", {1, 2, 1, 2, 1, 2, -1}, "......."},
        RunRulesCase{"AllSevenOfARunAreMarked", {-1, 1, 2, 1, 2, 1, 2, 1, -1}, ".7777777."},
        RunRulesCase{"ALongerRunIsMarkedWholly", {-1, -2, -1, -2, -1, -2, -1, -2, -1}, "888888888"},
        RunRulesCase{"OnTheCentreBreaksARun", {1, 2, 1, 2, 0, 1, 2, 1, 2}, "........."},
        RunRulesCase{"UnknownBreaksARun", {1, 2, 1, 2, kRunRulesUnknown, 1, 2, 1, 2}, "........."},
        RunRulesCase{"SixOnRequest", {1, 2, 1, 2, 1, 2, -1}, "777777.", kSix},
        RunRulesCase{"SevenRisingAreATrend", {-1.5, -1, -.5, 0, .5, 1, 1.5, -1}, "rrrrrrr."},
        RunRulesCase{"SixRisingAreTooFew", {-1.5, -1, -.5, 0, .5, 1, -1}, "......."},
        RunRulesCase{"SixRisingOnRequest", {-1.5, -1, -.5, 0, .5, 1, -1}, "rrrrrr.", kSix},
        RunRulesCase{"ATieBreaksATrend", {-1.5, -1, -.5, 0, 0, .5, 1, 1.5}, "........"},
        RunRulesCase{
            "UnknownIsNotATrend", {-1.5, -1, -.5, kRunRulesUnknown, 0, .5, 1, 1.5}, "........"},
        RunRulesCase{"UnknownAtTheStartOfATrend",
                     {kRunRulesUnknown, -1.5, -1, -.5, 0, .5, 1, 1.5},
                     ".rrrrrrr"},
        // A trend's end is also its other's start: the later of the two names the point.
        RunRulesCase{"APeakBelongsToTheLaterTrend",
                     {-1.5, -1, -.5, 0, .5, 1, 1.5, 1, .5, 0, -.5, -1, -1.5},
                     "rrrrrrfffffff"},
        RunRulesCase{"ATroughBelongsToTheLaterTrend",
                     {1.5, 1, .5, 0, -.5, -1, -1.5, -1, -.5, 0, .5, 1, 1.5},
                     "ffffffrrrrrrr"},
        // Two rising trends with a drop between: the package names the first's last point by the
        // step that follows, we by the trend that it completes.
        RunRulesCase{"TwoTrendsInARow",
                     {-1.5, -1, -.5, 0, .5, 1, 1.5, -1.5, -1, -.5, 0, .5, 1, 1.5},
                     "rrrrrrrrrrrrrr"},
        RunRulesCase{"TwoTrendsInARowAsThePackage",
                     {-1.5, -1, -.5, 0, .5, 1, 1.5, -1.5, -1, -.5, 0, .5, 1, 1.5},
                     "rrrrrrfrrrrrrr",
                     kRunRulesPackage},
        RunRulesCase{"APeakAsThePackage",
                     {-1.5, -1, -.5, 0, .5, 1, 1.5, 1, .5, 0, -.5, -1, -1.5},
                     "rrrrrrfffffff",
                     kRunRulesPackage},
        RunRulesCase{"TwoOfThreeBeyondTheNearLimit", {2.5, .5, 2.5}, "t.t"},
        RunRulesCase{"BelowToo", {-2.5, -2.5, -.5}, "bb."},
        RunRulesCase{"OnTheNearLimitIsNotBeyond", {2, .5, 2.5}, "..."},
        RunRulesCase{"TwoOfThreeNeedOneSide", {2.5, -.5, 2.5}, "..."},
        RunRulesCase{"TwoOfThreeBrokenByTheCentre", {2.5, 0, 2.5}, "..."},
        RunRulesCase{"TwoPointsAreNotThree", {2.5, 2.5}, ".."},
        RunRulesCase{"UnknownBreaksTwoOfThree", {2.5, kRunRulesUnknown, 2.5}, "..."},
        RunRulesCase{"FourApartAreNotThree", {2.5, .5, .5, 2.5}, "...."},
        // 3.5, 2.2, .5: outside, near, neither.
        RunRulesCase{"OutsideCountsToTwoOfThree", {3.5, 2.2, .5}, "Ut."},
        RunRulesCase{"OutsideDoesNotCountForThePackage", {3.5, 2.2, .5}, "U..", kRunRulesPackage},
        RunRulesCase{
            "OutsideStandsOnTheSideForThePackage", {3.5, 2.2, 2.2}, "Utt", kRunRulesPackage},
        // Outside before trend before two in three before run.
        RunRulesCase{"PrecedenceOfATrend", {-4, -2.5, -2.4, 0, .5, 1, 4}, "LrrrrrU"},
        RunRulesCase{"PrecedenceOfTwoInThree", {1, 1, 1, 1, 1, 2.5, 2.6, 1}, "77777tt7"}),
    [](const testing::TestParamInfo<RunRulesCase>& tested) { return tested.param.name; });

TEST(SignalsTest, EverySignalOfAPointIsKept) {
  // Rising all the way, from the sixth point on above the near limit, all above the centre.
  const std::vector<Marked> marked = MakeMark({.1, .2, .3, .4, .5, 2.1, 2.2}, RunRules{});
  EXPECT_EQ(marked[6].signals, SignalOf(Label::kRising) | SignalOf(Label::kTwoInThreeAbove) |
                                   SignalOf(Label::kRunAbove));
  EXPECT_EQ(marked[0].signals, SignalOf(Label::kRising) | SignalOf(Label::kRunAbove));
}

TEST(SignalsTest, OppositeSignalsAreBothKept) {
  // Falling, and all above the centre.
  const std::vector<Marked> marked = MakeMark({1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1}, RunRules{});
  for (const Marked& mark : marked) {
    EXPECT_EQ(mark.label, Label::kFalling);
    EXPECT_TRUE(Has(mark.signals, Label::kRunAbove));
  }
}

TEST(SignalsTest, WithoutACentreOnlyATrendFires) {
  Lines lines;
  lines.has_centre = false;
  EXPECT_EQ(Letters(MakeMark({1, 2, 3, 4, 5, 6, 7, 7}, RunRules{}, lines)), "rrrrrrr.");
  EXPECT_EQ(Letters(MakeMark({1, 3, 1, 3, 1, 3, 1, 3}, RunRules{}, lines)), "........");
}

TEST(SignalsTest, LimitsThatDoNotExistAreNeverPassed) {
  const std::vector<double> huge = {kNoUpper, kNoLower, kNoUpper, kNoLower};
  EXPECT_EQ(Letters(MakeMark(huge, RunRules{}, Lines{})), "....");
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
  EXPECT_EQ(marked, MakeMark(values, RunRules{}));
}

}  // namespace
}  // namespace trustwatch::stats
