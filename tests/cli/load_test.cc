#include "collectors/cli/load.h"

#include <cstddef>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "tests/support/temporary_folder.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::FakeDaemon;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Outcome;
using testing::RunCommand;
using ::testing::SizeIs;

// Invented, in the published form. What becomes of each row stands at its end here only.
std::string MadeUpFile(const std::string& value_of_the_first = "120") {
  std::string text =
      "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,"
      "PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,"
      "MEASURE_NAME,MEASURE_VALUE\n";
  const auto add = [&text](const std::string& start, const std::string& end,
                           const std::string& status, const std::string& breakdown,
                           const std::string& organisation, const std::string& measure,
                           const std::string& value) {
    text += start + "," + end + "," + status + "," + breakdown + "," + organisation +
            ",NAME,NONE,NONE," + measure + ",Name," + value + "\n";
  };
  const std::string from = "01/04/2022";
  const std::string to = "30/04/2022";
  add(from, to, "Final", "Provider", "XA1", "M01", value_of_the_first);           // accepted
  add("01/05/2022", "31/05/2022", "Final", "Provider", "XA1", "M01", "*");        // suppressed
  add(from, to, "Final", "Provider", "XA1", "M01", "121");                        // duplicate
  add(from, to, "Final", "England", "England", "M01", "9999");                    // breakdown
  add(from, to, "Adhoc", "Provider", "XA1", "M01", "7");                          // status
  add(from, to, "Final", "Provider", "XA1", "M99", "7");                          // measure
  add(from, to, "Final", "Provider", "ZZ9", "M01", "7");                          // organisation
  add("01/02/2022", to, "Final", "Provider", "XA1", "M01", "7");                  // span
  add(from, to, "Final", "Provider", "XB2", "M01", "n/k");                        // fault
  add("01/05/2022", "31/05/2022", "Final", "Provider", "XB2", "M01", "5000");     // refused
  add("01/06/2022", "30/06/2022", "Performance", "Provider", "XB2", "M01", "8");  // accepted
  return text;
}

std::optional<v1::Finding> RefuseAbove1000(const v1::Observation& observation) {
  if (observation.value().number().value() <= 1000) return std::nullopt;
  v1::Finding finding;
  finding.set_level(v1::LEVEL_REFUSE);
  finding.set_reason("VALUE_ABOVE_MAXIMUM");
  finding.set_message("5000 is above 1000");
  finding.set_cure("look again");
  return finding;
}

class LoadTest : public ::testing::Test {
 protected:
  LoadTest() {
    v1::Indicator& indicator = *daemon_.indicators.add_indicators();
    indicator.set_id("calls_offered");
    indicator.add_spans("P1M");
    indicator.add_official_ids("M99");  // a part of it, which must not be taken for it
    indicator.add_published_as()->set_dataset("mhsds");
    indicator.mutable_published_as(0)->set_measure("M01");
    for (const char* code : {"XA1", "XB2"}) {
      daemon_.organisations.add_organisations()->set_ods_code(code);
    }
    daemon_.refuse = RefuseAbove1000;
  }

  Outcome Load(std::vector<std::string> arguments = {}, const std::string& content = MadeUpFile()) {
    const std::string file = folder_.Write("made_up.csv", content).string();
    arguments.insert(arguments.begin(), {"load", "mhsds", file});
    return RunCommand(arguments, daemon_);
  }

  testing::TemporaryFolder folder_;
  FakeDaemon daemon_;
};

TEST_F(LoadTest, AccountsForEveryRow) {
  const Outcome outcome = Load({"--format", "csv"});
  EXPECT_EQ(outcome.code, ExitCode::kDone) << outcome.err;
  EXPECT_EQ(outcome.out,
            "outcome,reason,rows\r\n"
            "accepted,NEW,3\r\n"
            "accepted,CHANGED,0\r\n"
            "accepted,UNCHANGED,0\r\n"
            "refused,VALUE_ABOVE_MAXIMUM,1\r\n"
            "fault,VALUE_MALFORMED,1\r\n"
            "out of scope,MEASURE_NOT_IN_CATALOGUE,1\r\n"
            "out of scope,ORGANISATION_NOT_IN_REGISTER,1\r\n"
            "out of scope,OUT_OF_SCOPE_BREAKDOWN,1\r\n"
            "out of scope,OUT_OF_SCOPE_STATUS,1\r\n"
            "out of scope,SPAN_NOT_IN_CATALOGUE,1\r\n"
            "duplicate,DUPLICATE_FIGURE,1\r\n");
}

TEST_F(LoadTest, TellsPeopleTheSumAndTheExamples) {
  const Outcome outcome = Load();
  EXPECT_THAT(outcome.out, HasSubstr("11 rows read, 11 accounted for\n"
                                     "of the 3 accepted rows 1 are suppressed\n"
                                     "2 submissions recorded, judged by catalogue test-1\n"));
  EXPECT_THAT(outcome.out, HasSubstr("row 11: XB2 calls_offered 2022-05: 5000 is above 1000; look "
                                     "again"));
}

TEST_F(LoadTest, SendsEachOrganisationAndStatusWithTheExplanation) {
  Load();
  const auto live = daemon_.Live();
  ASSERT_THAT(live, SizeIs(2));
  EXPECT_EQ(live[0].organisation(), "XA1");
  EXPECT_EQ(live[0].status(), v1::STATUS_FINAL);
  EXPECT_EQ(live[1].organisation(), "XB2");
  EXPECT_EQ(live[1].status(), v1::STATUS_REFRESHED);
  EXPECT_EQ(live[0].observations(0).explanation(), "as published in made_up.csv");
  EXPECT_EQ(live[0].observations(0).indicator(), "calls_offered");
}

TEST_F(LoadTest, NobodyReadsOutlooksSoNoneAreAskedFor) {
  Load();
  for (const v1::SubmitRequest& request : daemon_.submitted) EXPECT_TRUE(request.skip_outlooks());
}

TEST_F(LoadTest, TwiceChangesNothing) {
  Load();
  const std::size_t live_before = daemon_.Live().size();
  const Outcome outcome = Load({"--format", "csv"});
  EXPECT_EQ(daemon_.Live().size(), live_before);
  EXPECT_THAT(outcome.out, HasSubstr("accepted,NEW,0\r\naccepted,CHANGED,0\r\n"
                                     "accepted,UNCHANGED,3\r\n"));
}

TEST_F(LoadTest, OneAlteredValueIsOneRevision) {
  Load();
  const std::size_t live_before = daemon_.Live().size();
  const Outcome outcome = Load({"--format", "csv"}, MadeUpFile("119"));
  const auto live = daemon_.Live();
  ASSERT_EQ(live.size(), live_before + 1);
  EXPECT_EQ(live.back().observations_size(), 1);
  EXPECT_THAT(outcome.out, HasSubstr("accepted,NEW,0\r\naccepted,CHANGED,1\r\n"
                                     "accepted,UNCHANGED,2\r\n"));
}

TEST_F(LoadTest, DryRunStoresNothingAndCountsTheSame) {
  const Outcome outcome = Load({"--dry-run"});
  EXPECT_THAT(daemon_.Live(), IsEmpty());
  EXPECT_THAT(outcome.out, HasSubstr("11 rows read, 11 accounted for"));
  EXPECT_THAT(outcome.out, HasSubstr("dry run: nothing was stored"));
}

TEST_F(LoadTest, OrganisationsNotChosenAreOutOfScope) {
  const Outcome outcome = Load({"--org", "XA1", "--format", "csv"});
  EXPECT_THAT(daemon_.Live(), SizeIs(1));
  EXPECT_THAT(outcome.out, HasSubstr("out of scope,ORGANISATION_NOT_CHOSEN,2\r\n"));
}

TEST_F(LoadTest, WritesTheReportAsJson) {
  const std::string path = (folder_.path() / "report.json").string();
  Load({"--report", path});
  std::stringstream report;
  report << std::ifstream(path).rdbuf();
  EXPECT_THAT(report.str(), HasSubstr(R"("rows_read":11,"rows_accounted":11,"accepted":{"total":3,)"
                                      R"("new":3,"changed":0,"unchanged":0,"suppressed":1},)"));
  EXPECT_THAT(report.str(),
              HasSubstr(R"("refused":{"total":1,"by_reason":{"VALUE_ABOVE_MAXIMUM":1}})"));
}

TEST_F(LoadTest, AReportThatCannotBeWrittenIsSaid) {
  const Outcome outcome = Load({"--report", (folder_.path() / "none" / "report.json").string()});
  EXPECT_EQ(outcome.code, ExitCode::kUnreadable);
  EXPECT_THAT(outcome.err, HasSubstr("cannot be written"));
}

TEST_F(LoadTest, ADaemonThatGoesAwayLeavesNoRowUnaccounted) {
  daemon_.failure = base::Error{.code = absl::StatusCode::kUnavailable,
                                .reason = "SERVER_UNREACHABLE",
                                .message = "no daemon answers"}
                        .ToStatus();
  daemon_.calls_before_failure = 4;  // two lists, then the judgement and the recording of XA1
  const Outcome outcome = Load({"--format", "csv"});
  EXPECT_EQ(outcome.code, ExitCode::kUnreachable);
  EXPECT_THAT(outcome.out, HasSubstr("accepted,NEW,2\r\n"));
  // XB2 has two rows, one final and one refreshed.
  EXPECT_THAT(outcome.out, HasSubstr("not sent,DAEMON_STOPPED_ANSWERING,2\r\n"));
  EXPECT_THAT(outcome.err, HasSubstr("submission of XB2"));
}

TEST_F(LoadTest, AFileOfAnotherFormIsUnreadable) {
  const Outcome outcome = Load({}, "a,b\n1,2\n");
  EXPECT_EQ(outcome.code, ExitCode::kUnreadable);
  EXPECT_THAT(outcome.err, HasSubstr("REPORTING_PERIOD_END"));
}

TEST_F(LoadTest, ACatalogueWithoutPublishedMeasuresIsRefused) {
  daemon_.indicators.clear_indicators();
  const Outcome outcome = Load();
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("add published_as"));
}

}  // namespace
}  // namespace trustwatch::cli
