#include "daemon/http/readiness.h"

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;

TEST(ReadinessTest, ItIsStartingUntilSomebodySaysReady) {
  Readiness readiness([] { return absl::OkStatus(); });
  EXPECT_THAT(readiness.Check(), IsError(absl::StatusCode::kUnavailable, HasSubstr("starting")));
  readiness.SetReady();
  EXPECT_THAT(readiness.Check(), IsOk());
}

TEST(ReadinessTest, TheReasonGivenIsTheAnswer) {
  Readiness readiness([] { return absl::OkStatus(); });
  readiness.SetReady();
  readiness.SetNotReady("draining before it stops");
  EXPECT_THAT(readiness.Check(), IsError(absl::StatusCode::kUnavailable, HasSubstr("draining")));
  readiness.SetNotReady("");
  EXPECT_THAT(readiness.Check(), IsError(absl::StatusCode::kUnavailable, HasSubstr("not ready")));
}

TEST(ReadinessTest, BadHealthIsNotReadyForAsLongAsItLasts) {
  absl::Status health = absl::DataLossError("page 7 is damaged; restore a backup");
  Readiness readiness([&health] { return health; });
  readiness.SetReady();
  EXPECT_THAT(readiness.Check(), IsError(absl::StatusCode::kDataLoss, HasSubstr("page 7")));
  health = absl::OkStatus();
  EXPECT_THAT(readiness.Check(), IsOk());
}

}  // namespace
}  // namespace trustwatch::http
