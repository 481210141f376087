#include "daemon/chart/words.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/chart/samples.h"

namespace trustwatch::chart {
namespace {

TEST(WordsTest, NumbersHaveTheDecimalsAndTheUnit) {
  EXPECT_EQ(NumberText(41.25, {.decimals = 1, .unit = "%"}), "41.2%");
  EXPECT_EQ(NumberText(3, {.decimals = 0, .unit = " days"}), "3 days");
  EXPECT_EQ(NumberText(-3.5, {.decimals = 2}), "-3.50");
}

TEST(WordsTest, NothingIsMinusZero) {
  EXPECT_EQ(NumberText(-0.04, {.decimals = 1}), "0.0");
  EXPECT_EQ(NumberText(-0.0, {.decimals = 0}), "0");
  EXPECT_EQ(NumberText(-0.06, {.decimals = 1}), "-0.1");
}

TEST(WordsTest, HugeAndTinyNumbersArePowersOfTen) {
  EXPECT_EQ(NumberText(1e308, {}), "1e+308");
  const NumberStyle tiny = StyleOf(Judge({.values = {1e-300, 2e-300}, .unit = ""}));
  EXPECT_EQ(NumberText(1.2345e-300, tiny), "1.234e-300");
  // One figure of half a unit of the last decimal is shown, so plain digits do.
  EXPECT_FALSE(StyleOf(Judge({.values = {1e-300, 0.05}})).powers);
  EXPECT_FALSE(StyleOf(Judge({.values = {0, 0}})).powers);
  // An unknown figure does not count.
  EXPECT_FALSE(StyleOf(Judge({.values = {1, 1e300}, .known = {1, 0}})).powers);
}

TEST(WordsTest, APointSaysItsPeriodItsFigureAndWhatItMeans) {
  // Mean 12, moving ranges 0 and once 20: mean 20/9 = 2.2, limits 12 -/+ 5.9.
  std::vector<double> values(9, 10);
  values.push_back(30);
  const ChartInput input = Judge({.values = values, .better = stats::Better::kLower});
  EXPECT_EQ(PointText(input, 9, StyleOf(input)),
            "Jan 2025: 30.0%. Concern: above the upper limit.");
  const ChartInput calm = Judge({.values = {1, 2, 1}, .known = {1, 1, 0}});
  EXPECT_EQ(PointText(calm, 1, StyleOf(calm)), "May 2024: 2.0%. Common cause.");
  EXPECT_EQ(PointText(calm, 2, StyleOf(calm)), "Jun 2024: no figure.");
}

TEST(WordsTest, EveryRuleHasWordsOfItsOwn) {
  std::vector<std::string> seen;
  for (int label = 1; label <= 8; ++label) {
    const std::string text(RuleText(static_cast<stats::Label>(label)));
    EXPECT_FALSE(text.empty()) << label;
    for (const std::string& other : seen) EXPECT_NE(text, other);
    seen.push_back(text);
  }
  EXPECT_EQ(RuleText(stats::Label::kCommonCause), "");
}

TEST(WordsTest, TheAxisSaysWhetherItLeavesOutZero) {
  EXPECT_EQ(AxisText(MakeAxis(0, 10, 2), "%"), "The vertical axis runs from 0% to 10%.");
  EXPECT_EQ(AxisText(MakeAxis(41, 59, 4), " days"),
            "The vertical axis runs from 40 days to 60 days and leaves out zero.");
}

TEST(WordsTest, OnlyAUnitOfOneCharacterFollowsEachTick) {
  EXPECT_EQ(TickUnit("%"), "%");
  EXPECT_EQ(TickUnit("\u00a3"), "\u00a3");
  EXPECT_EQ(TickUnit(" days"), "");
  EXPECT_EQ(TickUnit(""), "");
}

}  // namespace
}  // namespace trustwatch::chart
