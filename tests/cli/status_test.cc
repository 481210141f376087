#include "collectors/cli/status.h"

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::MonthOf;
using ::testing::Not;
using testing::NumberOf;
using testing::Outcome;
using testing::RunCommand;
using ::testing::SizeIs;

v1::Submission SubmissionOf(const std::string& organisation, int id) {
  v1::Submission submission;
  v1::Receipt& receipt = *submission.mutable_receipt();
  receipt.set_submission_id(id);
  receipt.set_organisation(organisation);
  receipt.set_status(v1::STATUS_FINAL);
  receipt.mutable_record_time()->set_seconds(1'782'900'000);
  receipt.set_observation_count(3);
  receipt.set_new_count(2);
  receipt.set_changed_count(1);
  receipt.set_caller("loopback");
  receipt.set_catalogue_version("test-1");
  receipt.set_request_id("id-9");
  return submission;
}

class StatusTest : public ::testing::Test {
 protected:
  StatusTest() {
    for (const char* code : {"XA1", "XB2"}) {
      daemon_.organisations.add_organisations()->set_ods_code(code);
    }
    *daemon_.submissions.add_submissions() = SubmissionOf("XA1", 7);
    *daemon_.submissions.add_submissions() = SubmissionOf("XB2", 12);
    *daemon_.submissions.add_submissions() = SubmissionOf("XA1", 3);
    daemon_.owed.set_owed_count(6);
    daemon_.owed.set_received_count(4);
    daemon_.owed.set_overdue_count(1);
  }
  FakeDaemon daemon_;
};

TEST_F(StatusTest, SaysThatTheDaemonServesAndWhatCameNewestFirst) {
  const Outcome outcome = RunCommand({"status"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_THAT(outcome.out,
              HasSubstr("the daemon serves\n6 figures are owed for the last complete month: 4 "
                        "received, 2 to come, 1 of these overdue\n"));
  const std::size_t twelve = outcome.out.find("        12  XB2");
  const std::size_t seven = outcome.out.find("         7  XA1");
  EXPECT_NE(twelve, std::string::npos) << outcome.out;
  EXPECT_LT(twelve, seven);
}

TEST_F(StatusTest, LimitsTheList) {
  const Outcome outcome = RunCommand({"status", "--limit", "1"}, daemon_);
  EXPECT_THAT(outcome.out, HasSubstr("12  XB2"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("XA1")));
}

TEST_F(StatusTest, OfOneOrganisationAsksForItOnly) {
  const Outcome outcome = RunCommand({"status", "--org", "XA1"}, daemon_);
  EXPECT_THAT(daemon_.list_requests, SizeIs(1));
  EXPECT_EQ(daemon_.owed_request.organisation(), "XA1");
  EXPECT_THAT(outcome.out, Not(HasSubstr("XB2")));
}

TEST_F(StatusTest, ADaemonThatDoesNotServeIsUnreachable) {
  daemon_.serving = false;
  const Outcome outcome = RunCommand({"status"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kUnreachable);
  EXPECT_THAT(outcome.out, HasSubstr("the daemon does not serve just now"));
}

TEST_F(StatusTest, CsvIsTheListOnly) {
  const Outcome outcome = RunCommand({"status", "--org", "XB2", "--format", "csv"}, daemon_);
  EXPECT_EQ(
      outcome.out,
      "submission,organisation,status,recorded,figures,new,changed,refused,withdrawn,unchanged,"
      "caller,request_id\r\n12,XB2,final,2026-07-01T10:00:00Z,3,2,1,0,,0,loopback,id-9\r\n");
}

TEST_F(StatusTest, OneSubmissionIsShownWithFindingsAndFigures) {
  *daemon_.submission.mutable_submission() = SubmissionOf("XA1", 7);
  v1::Withdrawal& withdrawal = *daemon_.submission.mutable_submission()->mutable_withdrawal();
  withdrawal.mutable_withdraw_time()->set_seconds(1'782'900'060);
  withdrawal.set_reason("wrong\x1b[31m month");
  withdrawal.set_caller("loopback");
  v1::Finding& finding = *daemon_.submission.add_findings();
  finding.set_observation_index(0);
  finding.set_level(v1::LEVEL_EXPLAIN);
  finding.set_field("value");
  finding.set_message("twice the last month");
  finding.set_explanation("new ward");
  v1::Observation& observation = *daemon_.submission.add_observations();
  observation.set_indicator("bed_days");
  *observation.mutable_period() = MonthOf(2026, 4, 30);
  *observation.mutable_value() = NumberOf(7);
  const Outcome outcome = RunCommand({"status", "7"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_THAT(outcome.out, HasSubstr("submission 7 of XA1, final\n"));
  EXPECT_THAT(outcome.out, HasSubstr("withdrawn 2026-07-01T10:01:00Z by loopback: "
                                     "wrong\\x1b[31m month\n"));
  EXPECT_THAT(outcome.out,
              HasSubstr("1  value  explain  twice the last month; the sender explained: new ward"));
  EXPECT_THAT(outcome.out, HasSubstr("bed_days   2026-04      7\n"));
}

TEST_F(StatusTest, AnUnknownSubmissionIsRefused) {
  daemon_.failure = absl::NotFoundError("there is no submission 99");
  const Outcome outcome = RunCommand({"status", "99"}, daemon_);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_EQ(outcome.err, "trustwatch: there is no submission 99\n");
}

TEST_F(StatusTest, AReasonThatACommandHelpsWithNamesIt) {
  daemon_.failure = base::Error{.code = absl::StatusCode::kNotFound,
                                .reason = "ORGANISATION_UNKNOWN",
                                .message = "organisation XX9 is not in the register"}
                        .ToStatus();
  EXPECT_EQ(RunCommand({"status", "--org", "XX9"}, daemon_).err,
            "trustwatch: organisation XX9 is not in the register\n"
            "  trustwatch organisations lists what there is\n");
}

}  // namespace
}  // namespace trustwatch::cli
