#include "collectors/cli/exit_code.h"

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "gtest/gtest.h"

namespace trustwatch::cli {
namespace {

struct Case {
  absl::StatusCode code;
  ExitCode expected;
};
class ExitCodeOfStatus : public ::testing::TestWithParam<Case> {};
TEST_P(ExitCodeOfStatus, SaysWhoMustAct) {
  EXPECT_EQ(ExitCodeOf(absl::Status(GetParam().code, "x")), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Codes, ExitCodeOfStatus,
    ::testing::Values(Case{absl::StatusCode::kOk, ExitCode::kDone},
                      Case{absl::StatusCode::kInvalidArgument, ExitCode::kRefused},
                      Case{absl::StatusCode::kNotFound, ExitCode::kRefused},
                      Case{absl::StatusCode::kAlreadyExists, ExitCode::kRefused},
                      Case{absl::StatusCode::kFailedPrecondition, ExitCode::kRefused},
                      Case{absl::StatusCode::kPermissionDenied, ExitCode::kRefused},
                      Case{absl::StatusCode::kResourceExhausted, ExitCode::kRefused},
                      Case{absl::StatusCode::kUnavailable, ExitCode::kUnreachable},
                      Case{absl::StatusCode::kDeadlineExceeded, ExitCode::kUnreachable},
                      Case{absl::StatusCode::kInternal, ExitCode::kInternal},
                      Case{absl::StatusCode::kDataLoss, ExitCode::kInternal},
                      Case{absl::StatusCode::kUnimplemented, ExitCode::kInternal}));

TEST(ExitCodeOf, ADaemonThatAsksToWaitIsBusy) {
  EXPECT_EQ(ExitCodeOf(base::Error{.code = absl::StatusCode::kResourceExhausted,
                                   .reason = "BUSY",
                                   .message = "wait",
                                   .retry_after = absl::Seconds(1)}
                           .ToStatus()),
            ExitCode::kUnreachable);
}

TEST(Worse, KeepsTheGraverOne) {
  EXPECT_EQ(Worse(ExitCode::kRefused, ExitCode::kDone), ExitCode::kRefused);
  EXPECT_EQ(Worse(ExitCode::kRefused, ExitCode::kUnreachable), ExitCode::kUnreachable);
  EXPECT_EQ(Worse(ExitCode::kInternal, ExitCode::kUnreachable), ExitCode::kInternal);
}

}  // namespace
}  // namespace trustwatch::cli
