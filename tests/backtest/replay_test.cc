// The whole of a replay, with Debian's Prometheus over pages of a daemon that we make up.
#include "collectors/backtest/replay.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): raise

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/backtest/past_daemon.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::backtest {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Value;

constexpr char kEnd[] = "trustwatch_indicator_latest_period_end_timestamp_seconds";
constexpr char kVerdict[] = "trustwatch_indicator_latest_verdict";

const absl::Time kReplayNow = absl::FromCivil(absl::CivilDay(2026, 6, 1), absl::UTCTimeZone());

class ReplayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("command -v prometheus promtool >/dev/null") != 0) {
      GTEST_SKIP() << "there is no prometheus; deploy/install-packages.sh test installs it";
    }
  }

  // RX4 gets worse from April to June 2020, RXA in June.
  void Answer(const httplib::Request& request, httplib::Response& answer) const {
    const std::string month = request.get_param_value("as_of").substr(0, 7);
    const auto verdict = [&](const char* org, bool is_concern) {
      return fmt::format("{}{{org=\"{}\",indicator=\"calls\",verdict=\"{}\"}} 1\n", kVerdict, org,
                         is_concern ? "concern_low" : "common_cause");
    };
    std::string page = fmt::format("# HELP {0} x\n# TYPE {0} gauge\n", kEnd);
    for (const char* org : {"RX4", "RXA"}) {
      page += fmt::format("{}{{org=\"{}\",indicator=\"calls\"}} 1\n", kEnd, org);
    }
    page += fmt::format("# TYPE {} gauge\n", kVerdict);
    page += verdict("RX4", month >= "2020-04" && month <= "2020-06");
    page += verdict("RXA", month == "2020-06");
    answer.set_content(page, "text/plain");
  }

  absl::StatusOr<Replay> Run(const std::string& rules,
                             Schedule schedule = {.from = "2020-03", .to = "2020-08"}) {
    const std::string file = folder_.path() / "rules [all].yml";
    std::ofstream(file) << rules;
    Interruption interruption;
    return RunReplay({.rule_files = {file},
                      .schedule = std::move(schedule),
                      .http = daemon_.address(),
                      .keep = folder_.path() / fmt::format("kept-{}", runs_++)},
                     kReplayNow, interruption, [](std::size_t, std::size_t) {});
  }

  // "RX4 04-06" for each alert of a rule.
  static std::vector<std::string> Tell(const Replay& replay, const std::string& rule) {
    std::vector<std::string> texts;
    for (const ReplayedRule& it : replay.rules) {
      if (it.rule.name != rule) continue;
      if (!it.why_not.empty()) texts.push_back(it.why_not);
      for (const Firing& firing : it.firings) {
        texts.push_back(fmt::format("{} {}-{}", ValueOf(firing.labels, "org"),
                                    replay.instants[firing.first].month().substr(5),
                                    replay.instants[firing.last].month().substr(5)));
      }
    }
    return texts;
  }

  testing::TemporaryFolder folder_;
  int runs_ = 0;
  testing::PastDaemon daemon_{[this](const httplib::Request& request, httplib::Response& answer) {
    Answer(request, answer);
  }};
};

constexpr char kWorse[] = R"yaml(
groups:
  - name: g
    rules:
      - alert: Worse
        expr: trustwatch_indicator_latest_verdict{verdict=~"concern.*"}
        for: 2m
      - alert: LongWorse
        expr: trustwatch_indicator_latest_verdict{verdict=~"concern.*"}
        for: 35d
      - alert: Down
        expr: up{job="trustwatchd"} == 0 or absent(up{job="trustwatchd"})
      - alert: Late
        expr: time() - trustwatch_time_seconds > 60
      - alert: Unreadable
        expr: absent(trustwatch_history_up)
      - alert: Anything
        expr: '{org="RX4"} > 0'
)yaml";

TEST_F(ReplayTest, AlertsBeginAndEndWithTheMonthsThatTheyAreAbout) {
  const Replay replay = Value(Run(kWorse));
  EXPECT_THAT(Tell(replay, "Worse"), ElementsAre("RX4 04-06", "RXA 06-06"));
  EXPECT_THAT(Tell(replay, "LongWorse"), ElementsAre("RX4 06-06")) << "30 April to 30 June";
  EXPECT_THAT(Tell(replay, "Down"), IsEmpty());
  EXPECT_THAT(Tell(replay, "Late"), IsEmpty());
  EXPECT_THAT(Tell(replay, "Unreadable"),
              ElementsAre("no page of the past has trustwatch_history_up"));
  EXPECT_THAT(Tell(replay, "Anything"), ElementsAre(HasSubstr("without naming a metric")));
  EXPECT_THAT(replay.organisations.front(), ElementsAre("RX4", "RXA"));
}

constexpr char kRecorded[] = R"yaml(
groups:
  - name: g
    rules:
      - alert: Recorded
        expr: last_over_time(trustwatch:level[1d]) == 2
        labels: {region: "of {{ $labels.org }}"}
      - record: trustwatch:level
        expr: trustwatch:concern + 1
      - record: trustwatch:concern
        expr: max by (org) (trustwatch_indicator_latest_verdict{verdict=~"concern.*"})
      - record: trustwatch:lost
        expr: trustwatch:level + trustwatch_no_such
      - record: trustwatch:own
        expr: max by (org) (trustwatch_indicator_latest_verdict) or trustwatch:own
      - alert: RestsOnLost
        expr: trustwatch:lost
      - alert: Refused
        expr: trustwatch_indicator_latest_verdict * on () trustwatch_indicator_latest_verdict
)yaml";

TEST_F(ReplayTest, RecordedSeriesAreMadeInTheOrderInWhichTheyRestOnEachOther) {
  const Replay replay = Value(Run(kRecorded));
  EXPECT_THAT(Tell(replay, "Recorded"), ElementsAre("RX4 04-06", "RXA 06-06"));
  EXPECT_EQ(ValueOf(replay.rules.front().firings.front().labels, "region"), "of RX4");
  EXPECT_THAT(Tell(replay, "trustwatch:lost"),
              ElementsAre("no page of the past has trustwatch_no_such"));
  EXPECT_THAT(Tell(replay, "trustwatch:own"), ElementsAre(HasSubstr("on its own past")));
  EXPECT_THAT(Tell(replay, "RestsOnLost"), ElementsAre("no page of the past has trustwatch:lost"));
  EXPECT_THAT(Tell(replay, "Refused"), ElementsAre(HasSubstr("Prometheus refuses it on 2020-03")));
}

// The day before is no part of a range of a day, though it is a day ago.
TEST_F(ReplayTest, ADayDoesNotSeeTheDayBefore) {
  const Replay replay =
      Value(Run(kRecorded, {.from = "2020-06", .to = "2020-07", .every = Every::kDay}));
  EXPECT_THAT(Tell(replay, "Recorded"), ElementsAre("RX4 06-06", "RXA 06-06"));
  EXPECT_EQ(domain::ToString(replay.instants[replay.rules.front().firings.front().last].day),
            "2020-06-30");
}

TEST_F(ReplayTest, RulesThatPromtoolRefusesAreRefusedInItsWords) {
  const absl::Status status =
      Run("groups: [{name: g, rules: [{alert: A, expr: 'sum(('}]}]").status();
  EXPECT_THAT(status, HasReason("RULES_MALFORMED"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("rules [all].yml"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("could not parse expression"));
}

TEST_F(ReplayTest, AFileThatIsNotThereIsSaid) {
  Interruption interruption;
  EXPECT_THAT(RunReplay({.rule_files = {"/nowhere/rules.yml"},
                         .schedule = {.from = "2020-03", .to = "2020-04"}},
                        kReplayNow, interruption, [](std::size_t, std::size_t) {})
                  .status(),
              HasReason("RULES_UNREADABLE"));
}

TEST_F(ReplayTest, NothingIsLeftBehindWhenItIsInterrupted) {
  const std::string file = folder_.path() / "rules.yml";
  std::ofstream(file) << kWorse;
  const testing::TemporaryFolder temporary;
  setenv("TMPDIR", temporary.path().c_str(), 1);
  Interruption interruption;
  const absl::Status status = RunReplay({.rule_files = {file},
                                         .schedule = {.from = "2020-03", .to = "2020-08"},
                                         .http = daemon_.address()},
                                        kReplayNow, interruption,
                                        [](std::size_t done, std::size_t) {
                                          if (done == 10) raise(SIGTERM);
                                        })
                                  .status();
  unsetenv("TMPDIR");
  EXPECT_THAT(status, HasReason("INTERRUPTED"));
  EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
}

}  // namespace
}  // namespace trustwatch::backtest
