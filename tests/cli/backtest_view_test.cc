#include "collectors/cli/backtest_view.h"

#include <sstream>
#include <string>

#include "collectors/backtest/instants.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/support/status_matchers.h"

namespace trustwatch::cli {
namespace {

using backtest::Replay;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Value;

// Two organisations over three months; one alert of RX4 in February and March, one rule that was
// not replayed.
Replay Sample() {
  Replay replay{.instants = Value(backtest::InstantsOf({.from = "2020-01", .to = "2020-03"},
                                                       absl::InfiniteFuture())),
                .organisations = {3, {"RX4", "RXA"}}};
  replay.rules.push_back({.rule = {.group = "g", .name = "a:b", .is_alert = false, .query = "a"}});
  replay.rules.push_back({.rule = {.group = "g",
                                   .name = "Worse",
                                   .query = "a > 1",
                                   .labels = {{"severity", "warning"}},
                                   .hold = absl::Minutes(2)},
                          .firings = {{.labels = {{"org", "RX4"},
                                                  {"indicator", "calls"},
                                                  {"job", "trustwatchd"},
                                                  {"region", "North"},
                                                  {"severity", "warning"}},
                                       .first = 1,
                                       .last = 2}}});
  replay.rules.push_back({.rule = {.group = "s", .name = "Unreadable", .query = "absent(c)"},
                          .why_not = "no page of the past has c"});
  return replay;
}

TEST(BacktestViewTest, PeopleSeeHowOftenAndWhatIsMissing) {
  const Replay replay = Sample();
  std::ostringstream out;
  BacktestView(replay, {}).PrintForPeople(Console{.out = out, .err = out}, false);
  EXPECT_THAT(out.str(), HasSubstr("3 instants from 2020-01-31 to 2020-03-31, one a month; "
                                   "2 organisations, 4 organisation-months"));
  // One alert over two organisations and two months: 0.25 a month, 3 a year.
  EXPECT_THAT(out.str(), HasSubstr("3.0000                  0.2500"));
  EXPECT_THAT(out.str(), HasSubstr("Unreadable    no page of the past has c"));
  EXPECT_THAT(out.str(), Not(HasSubstr("region=")));
}

TEST(BacktestViewTest, TheListSaysWhichAndWhen) {
  const Replay replay = Sample();
  std::ostringstream out;
  BacktestView(replay, {}).PrintForPeople(Console{.out = out, .err = out}, true);
  EXPECT_THAT(out.str(), HasSubstr("Worse  2020-02  2020-03  RX4  calls"));
  EXPECT_THAT(out.str(), HasSubstr("region=\"North\""));
  EXPECT_THAT(out.str(), Not(HasSubstr("job="))) << "the same in every alert";
}

TEST(BacktestViewTest, AScopeCountsItsOwnAlerts) {
  const Replay replay = Sample();
  std::ostringstream out;
  BacktestView(replay, {.organisations = {"RXA"}})
      .PrintForPeople(Console{.out = out, .err = out}, true);
  EXPECT_THAT(out.str(), HasSubstr("2 organisation-months"));
  EXPECT_THAT(out.str(), HasSubstr("No alert fired."));
}

TEST(BacktestViewTest, JsonCarriesEverything) {
  const Replay replay = Sample();
  std::ostringstream out;
  BacktestView(replay, {}).PrintJson(Console{.out = out, .err = out});
  const auto all = nlohmann::json::parse(out.str(), nullptr, false);
  ASSERT_TRUE(all.is_object()) << out.str();
  EXPECT_EQ(all["organisation_months"], 4);
  EXPECT_EQ(all["instants"].size(), 3U);
  EXPECT_EQ(all["rules"][0]["kind"], "recording");
  EXPECT_EQ(all["rules"][1]["for_seconds"], 120);
  EXPECT_EQ(all["rules"][1]["alerts"][0]["from"], "2020-02-29");
  EXPECT_EQ(all["rules"][1]["alerts"][0]["at_end"], true);
  EXPECT_EQ(all["rules"][1]["alerts"][0]["labels"]["job"], "trustwatchd");
  EXPECT_EQ(all["rules"][2]["why_not"], "no page of the past has c");
}

TEST(BacktestViewTest, CsvHasARowForEachRuleAndEachAlert) {
  const Replay replay = Sample();
  std::ostringstream out;
  BacktestView(replay, {}).PrintCsv(Console{.out = out, .err = out});
  EXPECT_THAT(out.str(), HasSubstr("rule,Worse,g,warning,1,0,1,2,3.0000,0.2500,,,,,,,,"));
  EXPECT_THAT(out.str(), HasSubstr("alert,Worse,g,warning,,,,,,,,2020-02-29,2020-03-31,RX4,calls,"
                                   ",,"));
  EXPECT_THAT(out.str(), HasSubstr("rule,Unreadable,s,,0,0,0,0,0.0000,0.0000,no page of the past"));
}

}  // namespace
}  // namespace trustwatch::cli
