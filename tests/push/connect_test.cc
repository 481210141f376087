#include "collectors/push/connect.h"

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::push {
namespace {

using ::testing::AllOf;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;

Pacing NoPauses(std::vector<absl::Duration>& slept) {
  return {.sleep = [&slept](absl::Duration delay) { slept.push_back(delay); },
          .random = [] { return 0.0; },
          .on_wait = [](const absl::Status&, absl::Duration) {}};
}

TEST(Connect, RefusesAServerElsewhereBeforeAnythingIsSent) {
  std::vector<absl::Duration> slept;
  EXPECT_THAT(Connect("10.1.2.3:9190", RetryPolicy{}, NoPauses(slept)),
              HasReason("TARGET_NOT_LOOPBACK"));
}

TEST(Connect, SaysWhatToDoWhenNoDaemonAnswers) {
  // Port 1 (tcpmux) needs root to bind and no test listens there.
  std::vector<absl::Duration> slept;
  auto client =
      testing::Value(Connect("127.0.0.1:1", RetryPolicy{.tries_max = 3}, NoPauses(slept)));
  const auto answer = client->ListReturns({});
  EXPECT_THAT(answer, HasReason("SERVER_UNREACHABLE"));
  EXPECT_THAT(answer, IsError(absl::StatusCode::kUnavailable,
                              AllOf(HasSubstr("127.0.0.1:1"), HasSubstr("--server"))));
  EXPECT_EQ(slept.size(), 2U);
}

}  // namespace
}  // namespace trustwatch::push
