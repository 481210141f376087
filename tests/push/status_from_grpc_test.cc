#include "collectors/push/status_from_grpc.h"

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::push {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using ::testing::Pair;

google::rpc::Status DetailsWithReason() {
  google::rpc::ErrorInfo info;
  info.set_reason("ORGANISATION_UNKNOWN");
  info.set_domain("trustwatch");
  (*info.mutable_metadata())["organisation"] = "XX9";
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  return details;
}

TEST(StatusFromGrpc, OkIsOk) { EXPECT_THAT(StatusFromGrpc(grpc::Status::OK, "here"), IsOk()); }

TEST(StatusFromGrpc, KeepsWhatTheDaemonSaid) {
  google::rpc::Status details = DetailsWithReason();
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(2);
  retry.mutable_retry_delay()->set_nanos(500'000'000);
  details.add_details()->PackFrom(retry);
  google::rpc::BadRequest bad;
  bad.add_field_violations()->set_field("organisation");
  details.add_details()->PackFrom(bad);

  const absl::Status status = StatusFromGrpc(
      grpc::Status(grpc::StatusCode::NOT_FOUND, "no such", details.SerializeAsString()), "here");
  EXPECT_THAT(status, IsError(absl::StatusCode::kNotFound, "no such"));
  const base::Error error = base::ErrorOf(status);
  EXPECT_EQ(error.reason, "ORGANISATION_UNKNOWN");
  EXPECT_THAT(error.metadata, ElementsAre(Pair("organisation", "XX9")));
  EXPECT_EQ(error.field, "organisation");
  EXPECT_EQ(error.retry_after, absl::Milliseconds(2500));
}

TEST(StatusFromGrpc, ListsEveryFieldAtFault) {
  google::rpc::Status details = DetailsWithReason();
  google::rpc::BadRequest bad;
  for (const char* field : {"returns.toml:3", "indicators.toml:9"}) {
    bad.add_field_violations()->set_field(field);
    bad.mutable_field_violations()->rbegin()->set_description("is wrong");
  }
  details.add_details()->PackFrom(bad);
  const absl::Status status = StatusFromGrpc(
      grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, "faulty", details.SerializeAsString()),
      "here");
  EXPECT_EQ(std::string(status.message()),
            "faulty\n  returns.toml:3: is wrong\n  indicators.toml:9: is wrong");
}

struct Transport {
  grpc::StatusCode code;
  const char* details;
  const char* reason;
  const char* cure;
};
class WithoutDetails : public ::testing::TestWithParam<Transport> {};
TEST_P(WithoutDetails, SaysWhereAndWhatToDo) {
  const Transport& given = GetParam();
  const absl::Status status =
      StatusFromGrpc(grpc::Status(given.code, "the wire said", given.details), "127.0.0.1:9190");
  EXPECT_EQ(base::ErrorOf(status).reason, given.reason);
  EXPECT_THAT(
      std::string(status.message()),
      AllOf(HasSubstr("the wire said"), HasSubstr("127.0.0.1:9190"), HasSubstr(given.cure)));
}
INSTANTIATE_TEST_SUITE_P(
    Transport, WithoutDetails,
    ::testing::Values(
        Transport{grpc::StatusCode::UNAVAILABLE, "", "SERVER_UNREACHABLE", "start trustwatchd"},
        Transport{grpc::StatusCode::UNAVAILABLE, "\xff not a message", "SERVER_UNREACHABLE",
                  "start trustwatchd"},
        Transport{grpc::StatusCode::DEADLINE_EXCEEDED, "", "NO_ANSWER_IN_TIME", "try again"},
        Transport{grpc::StatusCode::UNIMPLEMENTED, "", "SERVER_DIFFERS", "version"},
        Transport{grpc::StatusCode::RESOURCE_EXHAUSTED, "", "RESOURCE_EXHAUSTED", "log"},
        Transport{grpc::StatusCode::INTERNAL, "", "INTERNAL", "log"}));

}  // namespace
}  // namespace trustwatch::push
