#include "daemon/base/error.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::base {
namespace {

using ::testing::IsEmpty;

Error Whole() {
  return {.code = absl::StatusCode::kResourceExhausted,
          .reason = "STORE_BUSY",
          .message = "1024 submissions wait; try again in a second",
          .metadata = {{"waiting", "1024"}, {"organisation", "RX4"}},
          .field = "observations",
          .retry_after = absl::Milliseconds(1500)};
}

TEST(Error, SurvivesTheWayThroughAStatus) {
  const absl::Status status = Whole().ToStatus();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(status.message(), "1024 submissions wait; try again in a second");
  const Error error = ErrorOf(status);
  EXPECT_EQ(error.code, absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(error.reason, "STORE_BUSY");
  EXPECT_EQ(error.message, "1024 submissions wait; try again in a second");
  EXPECT_EQ(error.metadata, Whole().metadata);
  EXPECT_EQ(error.field, "observations");
  EXPECT_EQ(error.retry_after, absl::Milliseconds(1500));
}

TEST(Error, WhatItDoesNotSayIsAbsent) {
  const Error error = ErrorOf(Error{.reason = "BROKEN", .message = "m"}.ToStatus());
  EXPECT_EQ(error.code, absl::StatusCode::kInternal);
  EXPECT_THAT(error.metadata, IsEmpty());
  EXPECT_EQ(error.field, "");
  EXPECT_EQ(error.retry_after, std::nullopt);
}

TEST(Error, AStrangersStatusHasTheNameOfItsCodeAsReason) {
  absl::Status status = absl::NotFoundError("no such file");
  status.SetPayload("type.googleapis.com/google.rpc.Help", absl::Cord("bytes"));
  const Error error = ErrorOf(status);
  EXPECT_EQ(error.reason, "NOT_FOUND");
  EXPECT_EQ(error.message, "no such file");
  EXPECT_THAT(error.metadata, IsEmpty());
}

TEST(Annotate, PutsWordsInFrontAndKeepsTheRest) {
  const absl::Status status = Annotate(Whole().ToStatus(), "record submission");
  const Error error = ErrorOf(status);
  EXPECT_EQ(error.message, "record submission: 1024 submissions wait; try again in a second");
  EXPECT_EQ(error.reason, "STORE_BUSY");
  EXPECT_EQ(error.metadata, Whole().metadata);
  EXPECT_EQ(error.retry_after, absl::Milliseconds(1500));
}

TEST(Annotate, LeavesOkAlone) {
  EXPECT_EQ(Annotate(absl::OkStatus(), "record submission"), absl::OkStatus());
}

absl::StatusOr<int> Doubled(absl::StatusOr<int> number) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const int good, std::move(number));
  return 2 * good;
}

absl::Status Checked(const absl::Status& status, bool& went_on) {
  TRUSTWATCH_RETURN_IF_ERROR(status);
  went_on = true;
  return absl::OkStatus();
}

TEST(StatusMacros, GoOnWhenAllIsWellAndLeaveWhenNot) {
  EXPECT_EQ(*Doubled(21), 42);
  EXPECT_EQ(Doubled(absl::AbortedError("stale")).status(), absl::AbortedError("stale"));
  bool went_on = false;
  EXPECT_EQ(Checked(absl::AbortedError("stale"), went_on), absl::AbortedError("stale"));
  EXPECT_FALSE(went_on);
  EXPECT_THAT(Checked(absl::OkStatus(), went_on), testing::IsOk());
  EXPECT_TRUE(went_on);
}

}  // namespace
}  // namespace trustwatch::base
