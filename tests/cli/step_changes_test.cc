#include "collectors/cli/step_changes.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"
#include "trustwatch/v1/insight_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::DateOf;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunCommand;
using ::testing::StartsWith;

v1::StepChange CrisisHouse() {
  v1::StepChange change;
  change.set_step_change_id(3);
  change.set_organisation("XA1");
  change.set_indicator("bed_days");
  *change.mutable_first_day() = DateOf(2026, 4, 1);
  change.set_cause("crisis house opened");
  change.set_approved_by("A. Smith, medical director");
  change.set_caller("loopback");
  change.mutable_record_time()->set_seconds(1'782'900'000);  // 2026-07-01 10:00:00 UTC
  return change;
}

TEST(StepChanges, AreListedWithTheirState) {
  FakeDaemon daemon;
  *daemon.step_changes.add_step_changes() = CrisisHouse();
  v1::StepChange& withdrawn = *daemon.step_changes.add_step_changes();
  withdrawn = CrisisHouse();
  withdrawn.set_step_change_id(12);
  withdrawn.mutable_withdraw_time()->set_seconds(1'782'900'060);
  withdrawn.set_withdraw_reason("never opened");
  v1::StepChange& proposal = *daemon.step_changes.add_step_changes();
  proposal.set_organisation("XB2");
  *proposal.mutable_first_day() = DateOf(2026, 5, 1);
  proposal.set_cause("merger");
  proposal.set_is_proposal(true);
  const Outcome outcome = RunCommand(
      {"step-changes", "XA1", "--indicator", "bed_days", "--proposals", "--withdrawn"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ("\n" + outcome.out, R"(
id  organisation  indicator        from        approved by                 state                                         cause
 3  XA1           bed_days         2026-04-01  A. Smith, medical director  stands                                        crisis house opened
12  XA1           bed_days         2026-04-01  A. Smith, medical director  withdrawn 2026-07-01T10:01:00Z: never opened  crisis house opened
    XB2           every indicator  2026-05-01                              proposed by the register                      merger
)");
  EXPECT_EQ(daemon.step_changes_request.organisation(), "XA1");
  EXPECT_EQ(daemon.step_changes_request.indicator(), "bed_days");
  EXPECT_TRUE(daemon.step_changes_request.include_proposals());
  EXPECT_TRUE(daemon.step_changes_request.include_withdrawn());
}

TEST(StepChanges, WithoutAnyItSaysWhereToLook) {
  FakeDaemon daemon;
  EXPECT_EQ(RunCommand({"step-changes"}, daemon).out,
            "no step changes; --proposals shows what the register proposes\n");
  EXPECT_EQ(RunCommand({"step-changes", "--proposals"}, daemon).out, "no step changes\n");
  EXPECT_FALSE(daemon.step_changes_request.include_withdrawn());
}

TEST(StepChanges, CsvAndJsonHaveEverything) {
  FakeDaemon daemon;
  *daemon.step_changes.add_step_changes() = CrisisHouse();
  EXPECT_EQ(RunCommand({"step-changes", "--format", "csv"}, daemon).out,
            "step_change_id,organisation,indicator,first_day,cause,approved_by,caller,record_time,"
            "withdraw_time,withdraw_reason,is_proposal\r\n"
            "3,XA1,bed_days,2026-04-01,crisis house opened,\"A. Smith, medical "
            "director\",loopback,2026-07-01T10:00:00Z,,,false\r\n");
  EXPECT_THAT(RunCommand({"step-changes", "--format", "json"}, daemon).out,
              StartsWith(R"({"stepChanges":[{"stepChangeId":"3")"));
}

TEST(StepChanges, AreRecorded) {
  FakeDaemon daemon;
  *daemon.recorded.mutable_step_change() = CrisisHouse();
  const Outcome outcome = RunCommand(
      {"record-step-change", "XA1", "--from", "2026-04-01", "--cause", "crisis house opened",
       "--approved-by", "A. Smith, medical director", "--indicator", "bed_days"},
      daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(
      outcome.out,
      "step change 3 of XA1, bed_days, from 2026-04-01, is recorded: periods that end on that "
      "day or later have a mean and limits of their own\n");
  const v1::RecordStepChangeRequest& request = daemon.record_request;
  EXPECT_EQ(request.organisation(), "XA1");
  EXPECT_EQ(request.indicator(), "bed_days");
  EXPECT_EQ(request.first_day().SerializeAsString(), DateOf(2026, 4, 1).SerializeAsString());
  EXPECT_EQ(request.cause(), "crisis house opened");
  EXPECT_EQ(request.approved_by(), "A. Smith, medical director");
}

TEST(StepChanges, AreWithdrawn) {
  FakeDaemon daemon;
  v1::StepChange& change = *daemon.step_change_withdrawal.mutable_step_change();
  change = CrisisHouse();
  change.clear_indicator();
  change.mutable_withdraw_time()->set_seconds(1'782'900'060);
  const std::vector<std::string> line = {"withdraw-step-change", "3", "--reason", "never opened"};
  EXPECT_EQ(RunCommand(line, daemon).out,
            "step change 3 of XA1, every indicator, from 2026-04-01, is withdrawn since "
            "2026-07-01T10:01:00Z: it no longer splits its series\n");
  EXPECT_EQ(daemon.step_change_withdraw_request.step_change_id(), 3);
  EXPECT_EQ(daemon.step_change_withdraw_request.reason(), "never opened");
  std::vector<std::string> csv = line;
  csv.insert(csv.end(), {"--format", "csv"});
  EXPECT_THAT(RunCommand(csv, daemon).out, HasSubstr("\r\n3,XA1,,2026-04-01,"));
}

TEST(StepChanges, WhatTheDaemonRefusesIsARefusalWithACommandThatHelps) {
  FakeDaemon daemon;
  daemon.failure = base::Error{.code = absl::StatusCode::kNotFound,
                               .reason = "STEP_CHANGE_UNKNOWN",
                               .message = "there is no step change 9"}
                       .ToStatus();
  const Outcome outcome = RunCommand({"withdraw-step-change", "9", "--reason", "x"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("trustwatch step-changes --withdrawn lists what there is"));
}

class BadStepChangeLine : public ::testing::TestWithParam<std::vector<std::string>> {};
TEST_P(BadStepChangeLine, IsUsage) {
  FakeDaemon daemon;
  EXPECT_EQ(RunCommand(GetParam(), daemon).code, ExitCode::kUsage);
}
using Line = std::vector<std::string>;
INSTANTIATE_TEST_SUITE_P(
    Lines, BadStepChangeLine,
    ::testing::Values(Line{"record-step-change"}, Line{"record-step-change", "XA1"},
                      Line{"record-step-change", "XA1", "--from", "2026-04-01", "--cause", "x"},
                      Line{"record-step-change", "XA1", "--from", "2026-04-01", "--approved-by",
                           "x"},
                      Line{"record-step-change", "XA1", "--from", "2026-04", "--cause", "x",
                           "--approved-by", "x"},
                      Line{"withdraw-step-change"}, Line{"withdraw-step-change", "3"},
                      Line{"withdraw-step-change", "x", "--reason", "x"},
                      Line{"withdraw-step-change", "0", "--reason", "x"},
                      Line{"step-changes", "XA1", "XB2"}));

}  // namespace
}  // namespace trustwatch::cli
