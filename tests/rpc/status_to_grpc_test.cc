#include "daemon/rpc/status_to_grpc.h"

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"

namespace trustwatch::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

google::rpc::Status StatusWithin(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

// The one detail of that type; a default one, and a failure, if there is none.
template <typename Detail>
Detail Only(const google::rpc::Status& details) {
  Detail found;
  int count = 0;
  for (const auto& any : details.details()) count += any.UnpackTo(&found) ? 1 : 0;
  EXPECT_EQ(count, 1);
  return found;
}

TEST(ToGrpc, OkIsOkAndSaysNothing) {
  const grpc::Status status = ToGrpc(absl::OkStatus());
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.error_details(), "");
}

TEST(ToGrpc, EveryPartOfAnErrorTravels) {
  const grpc::Status status = ToGrpc(base::Error{.code = absl::StatusCode::kResourceExhausted,
                                                 .reason = "STORE_BUSY",
                                                 .message = "the queue is full; wait 1.5s",
                                                 .metadata = {{"a", "1"}, {"waiting", "1024"}},
                                                 .field = "observations",
                                                 .retry_after = absl::Milliseconds(1500)}
                                         .ToStatus());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(status.error_message(), "the queue is full; wait 1.5s");
  const google::rpc::Status details = StatusWithin(status);
  EXPECT_EQ(details.code(), 8);  // RESOURCE_EXHAUSTED
  EXPECT_EQ(details.message(), "the queue is full; wait 1.5s");
  EXPECT_EQ(details.details_size(), 3);
  const auto info = Only<google::rpc::ErrorInfo>(details);
  EXPECT_EQ(info.reason(), "STORE_BUSY");
  EXPECT_EQ(info.domain(), "trustwatch");
  const std::map<std::string, std::string> metadata(info.metadata().begin(), info.metadata().end());
  EXPECT_THAT(metadata, ElementsAre(Pair("a", "1"), Pair("waiting", "1024")));
  const auto retry = Only<google::rpc::RetryInfo>(details);
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
  const auto bad = Only<google::rpc::BadRequest>(details);
  ASSERT_EQ(bad.field_violations_size(), 1);
  EXPECT_EQ(bad.field_violations(0).field(), "observations");
  EXPECT_EQ(bad.field_violations(0).description(), "the queue is full; wait 1.5s");
}

TEST(ToGrpc, WhatAnErrorDoesNotSayIsNotSent) {
  const google::rpc::Status details = StatusWithin(ToGrpc(absl::NotFoundError("gone")));
  EXPECT_EQ(details.details_size(), 1);
  EXPECT_EQ(Only<google::rpc::ErrorInfo>(details).reason(), "NOT_FOUND");
}

TEST(ToGrpc, EveryCodeKeepsItsNumber) {
  for (int code = 1; code <= 16; ++code) {
    const grpc::Status status = ToGrpc(absl::Status(static_cast<absl::StatusCode>(code), "x"));
    // An unknown error is a bug of ours, and a caller is told so: 2 becomes 13.
    EXPECT_EQ(static_cast<int>(status.error_code()), code == 2 ? 13 : code);
  }
}

TEST(ToGrpc, BugsAreHiddenBehindAnIdThatDiffersEachTime) {
  const absl::Status bug = base::Error{.code = absl::StatusCode::kInternal,
                                       .reason = "SQL_WRONG",
                                       .message = "no such column: secret",
                                       .metadata = {{"sql", "SELECT secret"}},
                                       .field = "secret"}
                               .ToStatus();
  const grpc::Status first = ToGrpc(bug);
  EXPECT_EQ(first.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(first.error_message(), Not(HasSubstr("secret")));
  EXPECT_THAT(first.error_details(), Not(HasSubstr("secret")));
  EXPECT_THAT(first.error_message(), HasSubstr("give this id to the operator"));
  const auto info = Only<google::rpc::ErrorInfo>(StatusWithin(first));
  EXPECT_EQ(info.reason(), "INTERNAL");
  const std::string id = info.metadata().at("error_id");
  EXPECT_THAT(first.error_message(), HasSubstr(id));
  EXPECT_THAT(ToGrpc(bug).error_message(), Not(HasSubstr(id)));
  EXPECT_THAT(ToGrpc(absl::UnknownError("secret")).error_message(), Not(HasSubstr("secret")));
}

TEST(ToGrpc, TheLogSaysWhatTheCallerIsNotTold) {
  ::testing::internal::CaptureStderr();
  const grpc::Status status = ToGrpc(absl::InternalError("no such column: secret"));
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("no such column: secret"));
  EXPECT_THAT(
      log, HasSubstr(Only<google::rpc::ErrorInfo>(StatusWithin(status)).metadata().at("error_id")));
}

TEST(ToGrpc, HugeErrorsAreCutToFitIntoTrailers) {
  base::Error error{.code = absl::StatusCode::kInvalidArgument,
                    .reason = "X",
                    .message = std::string(100'000, 'm'),
                    .field = std::string(100'000, 'f')};
  for (int i = 100; i < 200; ++i) error.metadata[std::to_string(i)] = std::string(97, 'v');
  const grpc::Status status = ToGrpc(error.ToStatus());
  EXPECT_EQ(status.error_message().size(), kErrorMessageBytesMax);
  EXPECT_THAT(status.error_message(), ::testing::EndsWith("mmm..."));
  // 8 KiB less what gRPC itself needs; the message may be escaped to three times its size.
  EXPECT_LT(3 * kErrorMessageBytesMax + status.error_details().size() * 4 / 3, 8'000U);
  const auto info = Only<google::rpc::ErrorInfo>(StatusWithin(status));
  EXPECT_EQ(info.metadata_size(), 20);  // 2,000 bytes / (3 + 97)
  EXPECT_TRUE(info.metadata().contains("119"));
}

TEST(ToGrpc, TextIsNotCutInsideACharacter) {
  // 796 letters, then two-byte characters: the cut at 797 falls inside the first, bytes 796 and
  // 797.
  std::string message(796, 'm');
  for (int i = 0; i < 100; ++i) message += "\u00e9";
  const grpc::Status status = ToGrpc(absl::InvalidArgumentError(message));
  EXPECT_EQ(status.error_message(), std::string(796, 'm') + "...");
}

}  // namespace
}  // namespace trustwatch::rpc
