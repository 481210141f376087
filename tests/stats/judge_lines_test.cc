#include "daemon/stats/judge_lines.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::stats {
namespace {

constexpr Lines kNarrow{
    .centre = 10, .lower = 7, .upper = 13, .near_lower = 8, .near_upper = 12, .has_centre = true};
constexpr Lines kWide{
    .centre = 10, .lower = 4, .upper = 16, .near_lower = 6, .near_upper = 14, .has_centre = true};

TEST(JudgeLinesTest, ThePointIsJudgedByItsOwnLines) {
  const std::vector<double> values = {9, 11, 14};
  std::vector<Marked> marked(3);
  const std::vector<Lines> narrow_last = {kWide, kWide, kNarrow};
  const std::vector<Lines> wide_last = {kNarrow, kNarrow, kWide};
  PlottedGroup group{.first = 5,
                     .values = values,
                     .lines = narrow_last,
                     .baseline_points = 3,
                     .trial = false,
                     .better = Better::kLower,
                     .target = 15};
  const Verdict outside = JudgeLines(group, RunRules{}, marked);
  EXPECT_EQ(outside.variation, Variation::kConcern);
  EXPECT_EQ(outside.signal->label, Label::kAboveUpper);
  EXPECT_EQ(outside.signal->since, 7U);
  EXPECT_EQ(outside.latest, 7U);
  EXPECT_EQ(outside.mean, 10);
  EXPECT_EQ(outside.limits->upper, 13);
  EXPECT_EQ(outside.assurance, Assurance::kConsistentlyMet);  // 15 is above 13, lower is better
  EXPECT_FALSE(outside.trial);
  group.lines = wide_last;
  const Verdict inside = JudgeLines(group, RunRules{}, marked);
  EXPECT_EQ(inside.variation, Variation::kCommonCause);
  EXPECT_EQ(inside.limits->upper, 16);
  EXPECT_EQ(inside.assurance, Assurance::kHitOrMiss);
}

TEST(JudgeLinesTest, OneLineServesAllPoints) {
  const std::vector<double> values = {9, 11, 14};
  std::vector<Marked> marked(3);
  const std::vector<Lines> one = {kNarrow};
  const Verdict verdict =
      JudgeLines({.values = values, .lines = one, .better = Better::kHigher}, RunRules{}, marked);
  EXPECT_EQ(verdict.variation, Variation::kImprovement);
  EXPECT_EQ(verdict.assurance, Assurance::kNone);
}

TEST(JudgeLinesTest, WithoutLimitsThereIsNoAssurance) {
  const std::vector<double> values = {9};
  std::vector<Marked> marked(1);
  const std::vector<Lines> centre_only = {Lines{.centre = 9}};
  const Verdict verdict =
      JudgeLines({.values = values, .lines = centre_only, .target = 5}, RunRules{}, marked);
  EXPECT_EQ(verdict.mean, 9);
  EXPECT_FALSE(verdict.limits.has_value());
  EXPECT_EQ(verdict.assurance, Assurance::kNone);
  EXPECT_TRUE(verdict.trial);
}

TEST(JudgeLinesTest, NothingIsUnknown) {
  const Verdict empty = JudgeLines({}, RunRules{}, {});
  EXPECT_FALSE(empty.latest_known);
  const std::vector<double> values = {9};
  const std::vector<std::uint8_t> unknown = {0};
  std::vector<Marked> marked(1);
  const std::vector<Lines> none = {Lines{.has_centre = false}};
  const Verdict verdict =
      JudgeLines({.values = values, .known = unknown, .lines = none}, RunRules{}, marked);
  EXPECT_FALSE(verdict.latest_known);
  EXPECT_FALSE(verdict.mean.has_value());
}

}  // namespace
}  // namespace trustwatch::stats
