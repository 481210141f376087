#include "collectors/push/retry.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::push {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;

absl::Status Failure(absl::StatusCode code, std::optional<absl::Duration> retry_after = {}) {
  return base::Error{.code = code, .reason = "TEST", .message = "no", .retry_after = retry_after}
      .ToStatus();
}

// Answers with the given statuses in turn, and keeps what was waited.
struct Attempts {
  explicit Attempts(std::vector<absl::Status> given) : answers(std::move(given)) {}

  absl::Status Go(Repeat repeat = Repeat::kSafe, RetryPolicy policy = {}) {
    const Pacing pacing{.sleep = [this](absl::Duration delay) { slept.push_back(delay); },
                        .random = [this] { return random; },
                        .on_wait = [this](const absl::Status&, absl::Duration) { ++told; }};
    return WithRetries(policy, pacing, repeat, [this] { return answers.at(tries++); });
  }

  std::vector<absl::Status> answers;
  double random = 0;
  std::size_t tries = 0;
  int told = 0;
  std::vector<absl::Duration> slept;
};

TEST(WithRetries, GoesOnUntilItIsWell) {
  Attempts run({Failure(absl::StatusCode::kUnavailable), Failure(absl::StatusCode::kUnavailable),
                absl::OkStatus()});
  EXPECT_THAT(run.Go(), IsOk());
  // Half of 200 ms, then half of 400 ms.
  EXPECT_THAT(run.slept, ElementsAre(absl::Milliseconds(100), absl::Milliseconds(200)));
  EXPECT_EQ(run.told, 2);
}

TEST(WithRetries, RandomnessAtMostDoublesTheDelay) {
  Attempts run({Failure(absl::StatusCode::kUnavailable), absl::OkStatus()});
  run.random = 0.5;
  EXPECT_THAT(run.Go(), IsOk());
  // 200 ms x (0.5 + 0.5 / 2).
  EXPECT_THAT(run.slept, ElementsAre(absl::Milliseconds(150)));
}

TEST(WithRetries, NeverWaitsLessThanTheDaemonAsked) {
  Attempts run({Failure(absl::StatusCode::kResourceExhausted, absl::Seconds(3)), absl::OkStatus()});
  EXPECT_THAT(run.Go(), IsOk());
  EXPECT_THAT(run.slept, ElementsAre(absl::Seconds(3) + absl::Milliseconds(100)));
}

TEST(WithRetries, DelaysStopGrowing) {
  Attempts run(std::vector<absl::Status>(5, Failure(absl::StatusCode::kUnavailable)));
  run.Go(Repeat::kSafe, {.tries_max = 5, .delay_max = absl::Milliseconds(300)}).IgnoreError();
  EXPECT_THAT(run.slept, ElementsAre(absl::Milliseconds(100), absl::Milliseconds(150),
                                     absl::Milliseconds(150), absl::Milliseconds(150)));
}

TEST(WithRetries, GivesUpWithTheLastError) {
  Attempts run(std::vector<absl::Status>(6, Failure(absl::StatusCode::kUnavailable)));
  EXPECT_THAT(run.Go(), IsError(absl::StatusCode::kUnavailable, "no"));
  EXPECT_EQ(run.tries, 6U);
  EXPECT_EQ(run.slept.size(), 5U);
}

TEST(WithRetries, AMessageThatIsTooLargeIsNotSentAgain) {
  Attempts run({Failure(absl::StatusCode::kResourceExhausted)});
  EXPECT_THAT(run.Go(), IsError(absl::StatusCode::kResourceExhausted, "no"));
  EXPECT_THAT(run.slept, IsEmpty());
}

TEST(WithRetries, WhatCannotBeDoneTwiceIsRepeatedOnlyIfItWasNotDone) {
  Attempts lost({Failure(absl::StatusCode::kUnavailable)});
  EXPECT_FALSE(lost.Go(Repeat::kOnlyIfNotDone).ok());
  EXPECT_EQ(lost.tries, 1U);

  Attempts turned_away(
      {Failure(absl::StatusCode::kUnavailable, absl::Seconds(1)), absl::OkStatus()});
  EXPECT_THAT(turned_away.Go(Repeat::kOnlyIfNotDone), IsOk());
  EXPECT_EQ(turned_away.tries, 2U);
}

class Hopeless : public ::testing::TestWithParam<absl::StatusCode> {};
TEST_P(Hopeless, IsNotRepeated) {
  Attempts run({Failure(GetParam(), absl::Seconds(1))});
  EXPECT_EQ(run.Go().code(), GetParam());
  EXPECT_EQ(run.tries, 1U);
}
INSTANTIATE_TEST_SUITE_P(
    Codes, Hopeless,
    ::testing::Values(absl::StatusCode::kInvalidArgument, absl::StatusCode::kNotFound,
                      absl::StatusCode::kAlreadyExists, absl::StatusCode::kFailedPrecondition,
                      absl::StatusCode::kInternal, absl::StatusCode::kDataLoss,
                      absl::StatusCode::kDeadlineExceeded, absl::StatusCode::kUnimplemented));

}  // namespace
}  // namespace trustwatch::push
