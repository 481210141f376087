#include "collectors/cli/verdicts.h"

#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/charts.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::ConcernOf;
using ::testing::ElementsAre;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunCommand;
using ::testing::StartsWith;

TEST(Verdicts, AreALineEachAndCounted) {
  FakeDaemon daemon;
  daemon.verdicts = {ConcernOf("XA1", "bed_days"), ConcernOf("XB2", "beds")};
  v1::Verdict& ordinary = *daemon.verdicts[1].mutable_verdict();
  ordinary.clear_signal();
  ordinary.clear_target();
  ordinary.set_variation(v1::VARIATION_COMMON_CAUSE);
  const Outcome outcome = RunCommand({"verdicts"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ("\n" + outcome.out, R"(
organisation  indicator  period   figure  usual   target     what it shows
XA1           bed_days   2026-04    5.25  2 to 6  3: missed  ■ concern: seven in a row above the mean, since 2026-01
XB2           beds       2026-04    5.25  2 to 6             • ordinary
2 series: 1 concern, 1 ordinary
)");
}

TEST(Verdicts, TheUsualRangeEndsWhereNoFigureCanLieAndTheCsvKeepsTheLimit) {
  FakeDaemon daemon;
  daemon.verdicts = {ConcernOf("XA1", "bed_days")};
  v1::ChartLines& lines = *daemon.verdicts[0].mutable_verdict()->mutable_lines();
  lines.set_lower_limit(-1.99);
  lines.set_lowest_possible(0);
  EXPECT_THAT(RunCommand({"verdicts"}, daemon).out, HasSubstr("  0 to 6  "));
  EXPECT_THAT(RunCommand({"verdicts", "--format", "csv"}, daemon).out, HasSubstr(",4,-1.99,6,"));
}

TEST(Verdicts, ASeriesThatSaysNothingIsNotCalledOrdinary) {
  FakeDaemon daemon;
  daemon.verdicts = {ConcernOf("XA1", "bed_days"), ConcernOf("XB2", "beds")};
  for (v1::SeriesVerdict& it : daemon.verdicts) {
    it.mutable_verdict()->clear_signal();
    it.mutable_verdict()->clear_lines();
    it.mutable_verdict()->set_variation(v1::VARIATION_COMMON_CAUSE);
  }
  daemon.verdicts[1].mutable_verdict()->clear_latest_value();
  const std::string out = RunCommand({"verdicts"}, daemon).out;
  EXPECT_THAT(out, HasSubstr("3: missed  too few figures to say\n"));
  EXPECT_THAT(out, HasSubstr("3: missed  no figure for this period\n"));
}

TEST(Verdicts, AsksForWhatWasSaid) {
  FakeDaemon daemon;
  const Outcome outcome =
      RunCommand({"verdicts", "--org", "XA1,XB2", "--region", "Invented North", "--indicator",
                  "beds", "--only", "concern,common-cause", "--only", "neither", "--target",
                  "hit-or-miss,met", "--whole", "--as-of", "2026-05-31T17:00:00Z"},
                 daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(outcome.out, "no series fits\n");
  const v1::StreamVerdictsRequest& request = daemon.verdicts_request;
  EXPECT_THAT(request.organisations(), ElementsAre("XA1", "XB2"));
  EXPECT_THAT(request.regions(), ElementsAre("Invented North"));
  EXPECT_THAT(request.indicators(), ElementsAre("beds"));
  EXPECT_THAT(request.variations(), ElementsAre(v1::VARIATION_CONCERN, v1::VARIATION_COMMON_CAUSE,
                                                v1::VARIATION_NEITHER));
  EXPECT_THAT(request.assurances(),
              ElementsAre(v1::ASSURANCE_HIT_OR_MISS, v1::ASSURANCE_CONSISTENTLY_MET));
  EXPECT_TRUE(request.whole_only());
  EXPECT_EQ(request.as_of().seconds(), 1'780'246'800);  // 2026-05-31 17:00 UTC
}

TEST(Verdicts, JsonIsAMessageALine) {
  FakeDaemon daemon;
  daemon.verdicts = {ConcernOf("XA1", "bed_days"), ConcernOf("XB2", "beds")};
  const std::string out = RunCommand({"verdicts", "--format", "json"}, daemon).out;
  EXPECT_THAT(out, StartsWith(R"({"verdict":{"organisation":"XA1","indicator":"bed_days")"));
  EXPECT_THAT(out, HasSubstr("\n{\"verdict\":{\"organisation\":\"XB2\""));
}

TEST(Verdicts, CsvHasEverything) {
  FakeDaemon daemon;
  daemon.verdicts = {ConcernOf("XA1", "bed_days")};
  EXPECT_EQ(RunCommand({"verdicts", "--format", "csv"}, daemon).out,
            "organisation,indicator,breakdown,span,unit,first_day,last_day,latest_value,mean,"
            "lower_limit,upper_limit,variation,rule,since_day,point_count,contrary,contrary_rule,"
            "target,assurance,process_first_day,baseline_count,trial_limits,chart,sentence\r\n"
            "XA1,bed_days,,P1M,bed days,2026-04-01,2026-04-30,5.25,4,2,6,concern,run above,"
            "2026-01-01,7,,,3,consistently missed,,0,false,,\"Concern, higher than "
            "expected.\"\r\n");
}

TEST(Verdicts, AStreamThatBreaksIsAFailureAfterWhatCame) {
  FakeDaemon daemon;
  daemon.verdicts = {ConcernOf("XA1", "bed_days")};
  daemon.failure = absl::UnavailableError("broke off");
  const Outcome outcome = RunCommand({"verdicts"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kUnreachable);
  EXPECT_THAT(outcome.out, HasSubstr("XA1"));
  EXPECT_THAT(outcome.err, HasSubstr("broke off"));
}

class BadVerdictsLine : public ::testing::TestWithParam<std::vector<std::string>> {};
TEST_P(BadVerdictsLine, IsUsage) {
  FakeDaemon daemon;
  std::vector<std::string> line = {"verdicts"};
  line.insert(line.end(), GetParam().begin(), GetParam().end());
  const Outcome outcome = RunCommand(line, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_EQ(outcome.out, "");
}
INSTANTIATE_TEST_SUITE_P(Lines, BadVerdictsLine,
                         ::testing::Values(std::vector<std::string>{"--only", "bad"},
                                           std::vector<std::string>{"--only", "concern,bad"},
                                           std::vector<std::string>{"--target", "unspecified"},
                                           std::vector<std::string>{"--as-of", "yesterday"},
                                           std::vector<std::string>{"XA1"}));

}  // namespace
}  // namespace trustwatch::cli
