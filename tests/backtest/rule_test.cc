#include "collectors/backtest/rule.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::backtest {
namespace {

using ::testing::SizeIs;
using testing::Value;

TEST(RuleTest, RulesAreReadInTheirOrder) {
  const auto rules = Value(ParseRules(
      R"({"status":"success","data":{"groups":[{"name":"g","rules":[)"
      R"({"name":"a:b","type":"recording","query":"a","labels":{"x":"y"}},)"
      R"({"name":"C","type":"alerting","query":"b > 1","duration":120,"keepFiringFor":86400,)"
      R"("labels":{"severity":"warning"},"alerts":[],"annotations":{"summary":"s"}}]}]}})"));
  ASSERT_THAT(rules, SizeIs(2));
  EXPECT_FALSE(rules[0].is_alert);
  EXPECT_EQ(rules[0].name, "a:b");
  EXPECT_EQ(rules[0].labels, (Labels{{"x", "y"}}));
  EXPECT_TRUE(rules[1].is_alert);
  EXPECT_EQ(rules[1].group, "g");
  EXPECT_EQ(rules[1].query, "b > 1");
  EXPECT_EQ(rules[1].hold, absl::Minutes(2));
  EXPECT_EQ(rules[1].keep_firing, absl::Hours(24));
}

TEST(RuleTest, ItsOwnLabelsWinAndEmptyOnesGo) {
  const Rule rule{.labels = {{"severity", "warning"},
                             {"org", "all"},
                             {"gone", ""},
                             {"region", "{{ $labels.area }} of {{$labels.icb}}"},
                             {"nothing", "{{ $labels.missing }}"},
                             {"value", "{{ $value }}"}}};
  EXPECT_EQ(
      LabelsOf(
          rule,
          {{"__name__", "a"}, {"org", "RX4"}, {"gone", "x"}, {"area", "North"}, {"icb", "Wold"}}),
      (Labels{{"severity", "warning"},
              {"org", "all"},
              {"area", "North"},
              {"icb", "Wold"},
              {"region", "North of Wold"}}));
}

}  // namespace
}  // namespace trustwatch::backtest
