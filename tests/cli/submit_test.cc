#include "collectors/cli/submit.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "fmt/format.h"
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
using ::testing::Not;
using testing::Outcome;
using testing::RunCommand;
using ::testing::SizeIs;

constexpr const char* kTwoFigures =
    "organisation,indicator,period,value\n"
    "XA1,calls_offered,2026-04,120\n"
    "XA1,calls_answered,2026-04,100\n";

std::optional<v1::Finding> RefuseAboveMaximum(const v1::Observation& observation) {
  if (observation.value().number().value() <= 1000) return std::nullopt;
  v1::Finding finding;
  finding.set_level(v1::LEVEL_REFUSE);
  finding.set_reason("VALUE_ABOVE_MAXIMUM");
  finding.set_field("value.number.value");
  finding.set_value("5000");
  finding.set_message("5000 is above the maximum 1000");
  finding.set_cure("look for a digit too many");
  return finding;
}

class SubmitTest : public ::testing::Test {
 protected:
  Outcome Submit(const std::vector<std::string>& arguments) {
    std::vector<std::string> line = {"submit"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    return RunCommand(line, daemon_);
  }
  std::string File(const std::string& content, const std::string& name = "april.csv") {
    return folder_.Write(name, content).string();
  }

  testing::TemporaryFolder folder_;
  FakeDaemon daemon_;
};

TEST_F(SubmitTest, SaysWhatChangedAndGivesTheReceipt) {
  const Outcome outcome = Submit({File(kTwoFigures)});
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(outcome.out,
            "XA1, provisional: accepted. 2 figures: 2 new, 0 changed, 0 unchanged\n"
            "  receipt 1, recorded 2026-07-01T10:00:00Z, catalogue test-1, request id id-1\n"
            "  nothing unusual among 2 figures; 2 of a series that is too short for limits\n");
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(SubmitTest, ShowsWhichFiguresChangeAndHowTheyLook) {
  Submit({File(kTwoFigures)});
  const Outcome outcome =
      Submit({File("organisation,indicator,period,value\n"
                   "XA1,calls_offered,2026-04,120\n"
                   "XA1,calls_answered,2026-04,101\n")});
  EXPECT_THAT(outcome.out, HasSubstr("2 figures: 0 new, 1 changed, 1 unchanged\n"));
  EXPECT_THAT(outcome.out, HasSubstr("  3  calls_answered  2026-04     101  changed; too few"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("changed: row 3")));
}

TEST_F(SubmitTest, AllShowsEveryFigureThatSaysSomething) {
  daemon_.outlook = [](const v1::Observation&) {
    v1::Outlook outlook;
    outlook.set_variation(v1::VARIATION_CONCERN);
    return outlook;
  };
  std::string content = "indicator,period,value\n";
  for (int day = 1; day <= 22; ++day) {
    content += fmt::format("calls_offered,2026-04-01..2026-04-{:02},1\n", day);
  }
  const std::string file = File(content);
  EXPECT_THAT(Submit({"--dry-run", "--org", "XA1", file}).out, HasSubstr("2 more of these: --all"));
  EXPECT_THAT(Submit({"--dry-run", "--org", "XA1", "--all", file}).out,
              Not(HasSubstr("more of these")));
}

std::optional<v1::Finding> AskAbove1000(const v1::Observation& observation) {
  std::optional<v1::Finding> finding = RefuseAboveMaximum(observation);
  if (finding.has_value()) finding->set_level(v1::LEVEL_EXPLAIN);
  return finding;
}

TEST_F(SubmitTest, AnExplanationAnswersForRowsThatCarryNone) {
  daemon_.refuse = AskAbove1000;
  const std::string file = File(
      "organisation,indicator,period,value,explanation\n"
      "XA1,calls_offered,2026-04,5000,\n"
      "XA1,calls_answered,2026-04,4000,a second line\n");
  EXPECT_THAT(Submit({file}).out, HasSubstr("? questioned, see above"));
  const Outcome outcome = Submit({file, "--explain", "a campaign"});
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_THAT(outcome.out, HasSubstr("? explained; "));
  ASSERT_THAT(daemon_.submitted, SizeIs(2));
  EXPECT_EQ(daemon_.submitted[1].observations(0).explanation(), "a campaign");
  EXPECT_EQ(daemon_.submitted[1].observations(1).explanation(), "a second line");
}

TEST_F(SubmitTest, PlacesEachFindingInTheFile) {
  daemon_.refuse = RefuseAboveMaximum;
  const Outcome outcome =
      Submit({File("organisation,indicator,period,value\n"
                   "XA1,calls_offered,2026-04,120\n"
                   "XA1,calls_answered,2026-04,5000\n")});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("  3  value   5000   refuse  5000 is above the maximum 1000; "
                                     "look for a digit too many\n"));
  EXPECT_THAT(outcome.out,
              HasSubstr("XA1, provisional: refused. 1 of 2 rows is bad; nothing was stored\n"));
}

TEST_F(SubmitTest, GoodRowsAreRecordedOnRequestAndTheCodeStillSaysThatSomeWereBad) {
  daemon_.refuse = RefuseAboveMaximum;
  const Outcome outcome = Submit({"--accept-valid-rows",
                                  File("indicator,period,value\n"
                                       "calls_offered,2026-04,120\n"
                                       "calls_answered,2026-04,5000\n"),
                                  "--org", "XA1"});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("partly accepted. 1 figure: 1 new, 0 changed, 0 unchanged; "
                                     "1 refused\n"));
  EXPECT_TRUE(daemon_.submitted.at(0).accept_valid_rows());
}

TEST_F(SubmitTest, DryRunStoresNothing) {
  const Outcome outcome = Submit({"--dry-run", File(kTwoFigures)});
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_THAT(daemon_.Live(), IsEmpty());
  EXPECT_THAT(outcome.out, HasSubstr("would be accepted. 2 figures"));
  EXPECT_THAT(outcome.out, HasSubstr("dry run: nothing was stored"));
}

TEST_F(SubmitTest, ShapeFaultsOfEveryFileStopItBeforeAnythingIsSent) {
  const Outcome outcome = Submit({File(kTwoFigures), File("organisation,indicator,period,value\n"
                                                          "XA1,calls_offered,2026-04,12O\n"
                                                          "XA1,calls_answered,2026-13,9\n",
                                                          "bad.csv")});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(daemon_.submitted, IsEmpty());
  EXPECT_THAT(outcome.out, HasSubstr("bad.csv:\nrow"));
  EXPECT_THAT(outcome.out, HasSubstr("  2  value   12O"));
  EXPECT_THAT(outcome.out, HasSubstr("  3  period  2026-13"));
  EXPECT_THAT(outcome.err, HasSubstr("nothing was sent"));
}

TEST_F(SubmitTest, ARowOfNobodyIsAFault) {
  const Outcome outcome = Submit({File("indicator,period,value\ncalls_offered,2026-04,1\n")});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("the row names no organisation; give --org CODE"));
  EXPECT_THAT(daemon_.submitted, IsEmpty());
}

TEST_F(SubmitTest, AFileWithoutAFigureIsAFault) {
  const Outcome outcome = Submit({File("organisation,indicator,period,value\n")});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(daemon_.submitted, IsEmpty());
}

TEST_F(SubmitTest, MoreRowsThanASubmissionTakesAreAFault) {
  std::string content = "indicator,period,value\n";
  for (int i = 0; i <= 100'000; ++i) content += "calls_offered,2026-04,1\n";
  const Outcome outcome = Submit({File(content), "--org", "XA1"});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("has 100001 figures in this file, and a submission takes "
                                     "100000; split the file"));
  EXPECT_THAT(daemon_.submitted, IsEmpty());
}

TEST_F(SubmitTest, EachOrganisationAndStatusIsASubmission) {
  const Outcome outcome = Submit({"--request-id", "april",
                                  File("organisation,indicator,period,value,status\n"
                                       "XA1,calls_offered,2026-04,1,\n"
                                       "XB2,calls_offered,2026-04,1,\n"
                                       "XA1,calls_answered,2026-04,1,final\n")});
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  ASSERT_THAT(daemon_.submitted, SizeIs(3));
  EXPECT_EQ(daemon_.submitted[0].request_id(), "april/XA1/provisional");
  EXPECT_EQ(daemon_.submitted[1].request_id(), "april/XA1/final");
  EXPECT_EQ(daemon_.submitted[2].request_id(), "april/XB2/provisional");
}

TEST_F(SubmitTest, AGivenRequestIdOfOneSubmissionStaysAsItIs) {
  Submit({"--request-id", "april", "--status", "refreshed", File(kTwoFigures)});
  ASSERT_THAT(daemon_.submitted, SizeIs(1));
  EXPECT_EQ(daemon_.submitted[0].request_id(), "april");
  EXPECT_EQ(daemon_.submitted[0].status(), v1::STATUS_REFRESHED);
}

TEST_F(SubmitTest, ARefusedOrganisationDoesNotKeepTheNextFromBeingSent) {
  daemon_.refuse = RefuseAboveMaximum;
  const Outcome outcome =
      Submit({File("organisation,indicator,period,value\n"
                   "XA1,calls_offered,2026-04,5000\n"
                   "XB2,calls_offered,2026-04,1\n")});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out, HasSubstr("XB2, provisional: accepted"));
}

TEST_F(SubmitTest, ADaemonThatIsAwayEndsItAndTheRequestIdIsNamed) {
  daemon_.failure = base::Error{.code = absl::StatusCode::kUnavailable,
                                .reason = "SERVER_UNREACHABLE",
                                .message = "no daemon answers"}
                        .ToStatus();
  const Outcome outcome =
      Submit({File("organisation,indicator,period,value\n"
                   "XA1,calls_offered,2026-04,1\n"
                   "XB2,calls_offered,2026-04,1\n")});
  EXPECT_EQ(outcome.code, ExitCode::kUnreachable);
  EXPECT_THAT(outcome.err, HasSubstr("(request id id-1): no daemon answers"));
  EXPECT_THAT(daemon_.submitted, SizeIs(1));
}

TEST_F(SubmitTest, AFileThatIsNotThereIsUnreadable) {
  const Outcome outcome = Submit({(folder_.path() / "none.csv").string()});
  EXPECT_EQ(outcome.code, ExitCode::kUnreadable);
  EXPECT_THAT(outcome.err, HasSubstr("none.csv"));
}

TEST_F(SubmitTest, AMalformedPeriodIsUsage) {
  const Outcome outcome = Submit({"--period", "April", File(kTwoFigures)});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(daemon_.submitted, IsEmpty());
}

TEST_F(SubmitTest, JsonIsTheResponseWithTheOrganisationAndThePlaces) {
  daemon_.refuse = RefuseAboveMaximum;
  const std::string file = File(
      "organisation,indicator,period,value\n"
      "XA1,calls_offered,2026-04,5000\n");
  const Outcome outcome = Submit({"--format", "json", file});
  EXPECT_THAT(outcome.out, HasSubstr(R"({"outcome":"OUTCOME_REFUSED")"));
  EXPECT_THAT(outcome.out, HasSubstr(R"("organisation":"XA1","places":[{"file":")" + file +
                                     R"(","row":2,"column":"value"}]})"));
  EXPECT_EQ(outcome.out.back(), '\n');
}

TEST_F(SubmitTest, CsvIsOneTableOfFindingsAndOutlooks) {
  daemon_.refuse = RefuseAboveMaximum;
  const Outcome outcome = Submit({"--format", "csv",
                                  File("organisation,indicator,period,value\n"
                                       "XA1,calls_offered,2026-04,5000\n"
                                       "XB2,calls_offered,2026-04,5000\n")});
  EXPECT_THAT(outcome.out, HasSubstr("file,row,column,organisation,indicator,period"));
  EXPECT_THAT(outcome.out, HasSubstr(",3,value,XB2,calls_offered,2026-04,,refuse,"
                                     "VALUE_ABOVE_MAXIMUM,value.number.value,5000,"));
  EXPECT_THAT(outcome.out, HasSubstr(",refused,,,,,,,,\r\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("refused.")));
  EXPECT_THAT(outcome.err, HasSubstr("XA1, provisional: refused."));
}

}  // namespace
}  // namespace trustwatch::cli
