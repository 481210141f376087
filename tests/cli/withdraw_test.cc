#include "collectors/cli/withdraw.h"

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"

namespace trustwatch::cli {
namespace {

using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunCommand;

TEST(Withdraw, SendsTheReasonAndSaysWhatFollows) {
  FakeDaemon daemon;
  v1::Submission& submission = *daemon.withdrawal.mutable_submission();
  submission.mutable_receipt()->set_submission_id(23);
  submission.mutable_receipt()->set_organisation("XA1");
  submission.mutable_receipt()->set_observation_count(4);
  submission.mutable_withdrawal()->mutable_withdraw_time()->set_seconds(1'782'900'000);
  const Outcome outcome = RunCommand({"withdraw", "23", "--reason", "wrong month"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_EQ(daemon.withdraw_request.submission_id(), 23);
  EXPECT_EQ(daemon.withdraw_request.reason(), "wrong month");
  EXPECT_EQ(outcome.out,
            "submission 23 of XA1 is withdrawn since 2026-07-01T10:00:00Z: 4 figures are no longer "
            "current, and what was replaced is current again\n");
}

TEST(Withdraw, WithoutAReasonIsUsage) {
  FakeDaemon daemon;
  const Outcome outcome = RunCommand({"withdraw", "23"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("--reason"));
}

TEST(Withdraw, TwiceIsRefusedInTheDaemonsWords) {
  FakeDaemon daemon;
  daemon.failure = absl::FailedPreconditionError("submission 23 is withdrawn already");
  const Outcome outcome = RunCommand({"withdraw", "23", "--reason", "again"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("withdrawn already"));
}

}  // namespace
}  // namespace trustwatch::cli
