#include "collectors/cli/judgement_words.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/cli/charts.h"
#include "trustwatch/v1/verdict.pb.h"

namespace trustwatch::cli {
namespace {

struct RoughCase {
  double number;
  const char* text;
};
class Rough : public ::testing::TestWithParam<RoughCase> {};
TEST_P(Rough, HasTheDigitsThatMatter) { EXPECT_EQ(RoughText(GetParam().number), GetParam().text); }
INSTANTIATE_TEST_SUITE_P(Numbers, Rough,
                         ::testing::Values(RoughCase{0, "0"}, RoughCase{-0.001, "0"},
                                           RoughCase{0.054, "0.05"}, RoughCase{3, "3"},
                                           RoughCase{3.10, "3.1"}, RoughCase{-3.126, "-3.13"},
                                           RoughCase{12.34, "12.3"}, RoughCase{100, "100"},
                                           RoughCase{999.96, "1000"}, RoughCase{1234.5678, "1235"},
                                           RoughCase{120000, "120000"},
                                           RoughCase{1e300, "1e+300"}));

TEST(JudgementWords, TheUsualRangeIsThatOfTheLimits) {
  v1::ChartLines lines;
  EXPECT_EQ(UsualText(lines), "");
  lines.set_upper_limit(92.34);
  EXPECT_EQ(UsualText(lines), "up to 92.3");
  lines.set_lower_limit(0);
  EXPECT_EQ(UsualText(lines), "0 to 92.3");
  lines.clear_upper_limit();
  EXPECT_EQ(UsualText(lines), "from 0");
}

TEST(JudgementWords, TheUsualRangeEndsWhereNoFigureCanLie) {
  v1::ChartLines lines;
  lines.set_lower_limit(-1.99);
  lines.set_upper_limit(107.43);
  EXPECT_EQ(UsualText(lines), "-1.99 to 107.4") << "nothing is known";
  lines.set_lowest_possible(0);
  EXPECT_EQ(UsualText(lines), "0 to 107.4");
  lines.set_highest_possible(100);
  EXPECT_EQ(UsualText(lines), "0 to 100");
  lines.clear_lower_limit();
  EXPECT_EQ(UsualText(lines), "up to 100");
  lines.set_lower_limit(3);
  lines.set_upper_limit(7);
  EXPECT_EQ(UsualText(lines), "3 to 7") << "limits that can be reached stay";
}

TEST(JudgementWords, AnImprovementPointsTheWayOfTheChange) {
  EXPECT_EQ(ShownText(v1::VARIATION_IMPROVEMENT, v1::RULE_FALLING),
            "▼ improvement: falling, seven in a row");
  EXPECT_EQ(ShownText(v1::VARIATION_IMPROVEMENT, v1::RULE_ABOVE_UPPER_LIMIT),
            "▲ improvement: above the upper limit");
  EXPECT_EQ(ShownText(v1::VARIATION_CONCERN, v1::RULE_TWO_IN_THREE_BELOW),
            "■ concern: two of three far below the mean");
  EXPECT_EQ(ShownText(v1::VARIATION_NEITHER, v1::RULE_RUN_BELOW),
            "◆ change: seven in a row below the mean");
  EXPECT_EQ(ShownText(v1::VARIATION_COMMON_CAUSE, v1::RULE_UNSPECIFIED), "• ordinary");
  EXPECT_EQ(ShownText(v1::VARIATION_UNSPECIFIED, v1::RULE_UNSPECIFIED), "");
}

TEST(JudgementWords, AVerdictSaysSinceWhen) {
  v1::Verdict verdict = testing::ConcernOf("XA1", "bed_days").verdict();
  EXPECT_EQ(ShownText(verdict), "■ concern: seven in a row above the mean, since 2026-01");
  verdict.mutable_signal()->set_rule(v1::RULE_ABOVE_UPPER_LIMIT);
  verdict.mutable_signal()->set_point_count(1);
  EXPECT_EQ(ShownText(verdict), "■ concern: above the upper limit");
}

TEST(JudgementWords, ATargetIsMetMissedOrNeither) {
  v1::Verdict verdict;
  EXPECT_EQ(TargetText(verdict), "");
  verdict.set_target(85);
  EXPECT_EQ(TargetText(verdict), "85: too early to say");
  verdict.set_assurance(v1::ASSURANCE_HIT_OR_MISS);
  EXPECT_EQ(TargetText(verdict), "85: hit or miss");
  verdict.set_assurance(v1::ASSURANCE_CONSISTENTLY_MET);
  EXPECT_EQ(TargetText(verdict), "85: met");
  verdict.set_assurance(v1::ASSURANCE_CONSISTENTLY_MISSED);
  EXPECT_EQ(TargetText(verdict), "85: missed");
}

}  // namespace
}  // namespace trustwatch::cli
