#include "collectors/cli/chart.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/charts.h"
#include "tests/cli/fake_daemon.h"
#include "tests/support/temporary_folder.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::ChartOf;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunCommand;
using ::testing::StartsWith;
using testing::Terminal;

std::string ContentOf(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  return content.str();
}

std::size_t Lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

class ChartTest : public ::testing::Test {
 protected:
  ChartTest() { daemon_.chart = ChartOf({3, 5, 3, 5}); }

  FakeDaemon daemon_;
  testing::TemporaryFolder folder_;
};

// Title, floor, months, two rows of legend and the sentence leave six of twelve rows, 24 dots; on
// the axis of 2 to 6 a value v is (6 - v) / 4 x 23 dots down: 5 at dot 6 in row 1, the mean 4 at 12
// in row 3, 3 at 17 in row 4.
TEST_F(ChartTest, DrawsTheSeries) {
  const Outcome outcome = RunCommand(
      {"chart", "XA1", "bed_days", "--width", "60", "--height", "12", "--ascii"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ("\n" + outcome.out, R"(
Bed days
6 +---------------------
  |      .o          .o
  |    ... ..      ...
4 +==...=====...=...====
  | o          .o
2 +---------------------
  +-------+-----------+-
      Feb 2026    Apr 2026
o Common cause   == Mean 4.0 bed days
-- Limits 2.0 bed days to 6.0 bed days
No change beyond chance.
)");
  EXPECT_EQ(daemon_.chart_request.organisation(), "XA1");
  EXPECT_EQ(daemon_.chart_request.indicator(), "bed_days");
  EXPECT_FALSE(daemon_.chart_request.has_as_of());
}

TEST_F(ChartTest, IsAsLargeAsTheTerminalButForTheRowThatIsTypedInto) {
  const Outcome outcome =
      RunCommand({"chart", "XA1", "bed_days"}, daemon_, Terminal{.width = 100, .height = 40});
  EXPECT_EQ(Lines(outcome.out), 39U);
  EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b["))) << "colour is for terminals that want it";
}

TEST_F(ChartTest, WithoutATerminalIsAsLargeAsTerminalsUsuallyAre) {
  EXPECT_EQ(Lines(RunCommand({"chart", "XA1", "bed_days"}, daemon_).out), 24U);
}

TEST_F(ChartTest, IsColouredWhereTheConsoleIs) {
  daemon_.chart.mutable_points(3)->set_rule(v1::RULE_ABOVE_UPPER_LIMIT);
  const Outcome outcome = RunCommand({"chart", "XA1", "bed_days"}, daemon_,
                                     Terminal{.width = 80, .height = 24, .colour = true});
  EXPECT_THAT(outcome.out, HasSubstr("\x1b["));
}

TEST_F(ChartTest, AsksForWhatWasSaidAndSaysAsOfWhen) {
  const Outcome outcome = RunCommand({"chart", "XA1", "bed_days", "--breakdown", "ward:a", "--span",
                                      "P3M", "--as-of", "2026-05-31T17:00:00Z"},
                                     daemon_);
  EXPECT_EQ(daemon_.chart_request.breakdown(), "ward:a");
  EXPECT_EQ(daemon_.chart_request.span(), "P3M");
  EXPECT_EQ(daemon_.chart_request.as_of().seconds(), 1'780'246'800);  // 2026-05-31 17:00 UTC
  EXPECT_THAT(outcome.out, HasSubstr("as known 2026-05-31T17:00:00Z"));
}

TEST_F(ChartTest, WritesSvgAndSaysWhatItShows) {
  const std::string file = (folder_.path() / "chart.svg").string();
  const Outcome outcome = RunCommand(
      {"chart", "XA1", "bed_days", "--svg", file, "--width", "640", "--height", "400"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(outcome.out, "No change beyond chance.\n");
  EXPECT_THAT(ContentOf(file), StartsWith("<svg "));
  EXPECT_THAT(ContentOf(file), HasSubstr("width=\"640\" height=\"400\""));
}

TEST_F(ChartTest, SaysWhereTheSeriesIsGoingOnALineEach) {
  daemon_.chart.mutable_lasting_drift()->set_sentence("Lasting drift: about 1 above 4.");
  daemon_.chart.mutable_trajectory()->set_sentence("It reaches 3 in about June 2027.");
  EXPECT_THAT(RunCommand({"chart", "XA1", "bed_days"}, daemon_).out,
              HasSubstr("\nNo change beyond chance.\nLasting drift: about 1 above 4.\n"
                        "It reaches 3 in about June 2027.\n"));
  const std::string file = (folder_.path() / "chart.svg").string();
  EXPECT_EQ(RunCommand({"chart", "XA1", "bed_days", "--svg", file}, daemon_).out,
            "No change beyond chance.\nLasting drift: about 1 above 4.\n"
            "It reaches 3 in about June 2027.\n");
  EXPECT_THAT(ContentOf(file), HasSubstr("It reaches 3 in about June 2027."));
}

TEST_F(ChartTest, ADashIsStandardOutput) {
  const Outcome outcome = RunCommand({"chart", "XA1", "bed_days", "--svg", "-"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_THAT(outcome.out, StartsWith("<svg "));
  EXPECT_THAT(outcome.out, ::testing::EndsWith("</svg>\n"));
}

TEST_F(ChartTest, ADashAndAFormatAreUsage) {
  const Outcome outcome =
      RunCommand({"chart", "XA1", "bed_days", "--svg", "-", "--format", "csv"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("--svg - and --format both want standard output"));
}

TEST_F(ChartTest, AFileThatCannotBeWrittenIsUnreadable) {
  const std::string file = (folder_.path() / "none" / "chart.svg").string();
  const Outcome outcome = RunCommand({"chart", "XA1", "bed_days", "--svg", file}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kUnreadable);
  EXPECT_THAT(outcome.err, HasSubstr("cannot be written to \"" + file + "\"; give --svg a file"));
}

TEST_F(ChartTest, ASeriesThatNobodyReportedIsSaidInWords) {
  daemon_.chart = ChartOf({});
  const Outcome outcome = RunCommand({"chart", "XA1", "bed_days"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(outcome.out, "XA1 bed_days: nobody has reported it\n");
}

TEST_F(ChartTest, ProgramsGetEveryPoint) {
  EXPECT_THAT(RunCommand({"chart", "XA1", "bed_days", "--format", "json"}, daemon_).out,
              StartsWith(R"({"verdict":{"organisation":"XA1")"));
  EXPECT_EQ(Lines(RunCommand({"chart", "XA1", "bed_days", "--format", "csv"}, daemon_).out), 5U);
}

TEST_F(ChartTest, WhatTheDaemonSaysIsHandedOnWithACommandThatHelps) {
  daemon_.failure = base::Error{.code = absl::StatusCode::kNotFound,
                                .reason = "INDICATOR_UNKNOWN",
                                .message = "indicator beds is not in the catalogue"}
                        .ToStatus();
  const Outcome outcome = RunCommand({"chart", "XA1", "beds"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("trustwatch indicators lists what there is"));
}

TEST_F(ChartTest, WhatCannotBeUnderstoodIsUsage) {
  EXPECT_EQ(RunCommand({"chart", "XA1"}, daemon_).code, ExitCode::kUsage);
  EXPECT_EQ(RunCommand({"chart", "XA1", "beds", "--width", "0"}, daemon_).code, ExitCode::kUsage);
  const Outcome outcome = RunCommand({"chart", "XA1", "beds", "--as-of", "May"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("--as-of \"May\""));
}

}  // namespace
}  // namespace trustwatch::cli
