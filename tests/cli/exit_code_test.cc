#include "collectors/cli/exit_code.h"

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "gtest/gtest.h"

namespace trustwatch::cli {
namespace {

struct ExitCodeCase {
  absl::StatusCode code;
  ExitCode expected;
};
class ExitCodeOfStatus : public ::testing::TestWithParam<ExitCodeCase> {};
TEST_P(ExitCodeOfStatus, SaysWhoMustAct) {
  EXPECT_EQ(ExitCodeOf(absl::Status(GetParam().code, "x")), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Codes, ExitCodeOfStatus,
    ::testing::Values(ExitCodeCase{absl::StatusCode::kOk, ExitCode::kDone},
                      ExitCodeCase{absl::StatusCode::kInvalidArgument, ExitCode::kRefused},
                      ExitCodeCase{absl::StatusCode::kNotFound, ExitCode::kRefused},
                      ExitCodeCase{absl::StatusCode::kAlreadyExists, ExitCode::kRefused},
                      ExitCodeCase{absl::StatusCode::kFailedPrecondition, ExitCode::kRefused},
                      ExitCodeCase{absl::StatusCode::kPermissionDenied, ExitCode::kRefused},
                      ExitCodeCase{absl::StatusCode::kResourceExhausted, ExitCode::kRefused},
                      ExitCodeCase{absl::StatusCode::kUnavailable, ExitCode::kUnreachable},
                      ExitCodeCase{absl::StatusCode::kDeadlineExceeded, ExitCode::kUnreachable},
                      ExitCodeCase{absl::StatusCode::kInternal, ExitCode::kInternal},
                      ExitCodeCase{absl::StatusCode::kDataLoss, ExitCode::kInternal},
                      ExitCodeCase{absl::StatusCode::kUnimplemented, ExitCode::kInternal}));

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
