// A full disk is answered, loses nothing, and is over when there is space again.

#include <filesystem>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/client.h"
#include "tests/support/daemon_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {
namespace {

// Four long reasons why there is no figure, so that a small file fills within a few submissions.
v1::SubmitRequest Part(int number) {
  v1::SubmitRequest request;
  request.set_organisation("ZA1");
  request.set_request_id(fmt::format("part-{}", number));
  for (const char* indicator :
       {"oap_inapp_beddays_acute", "crisis_calls_offered", "tt_access", "complaints_new"}) {
    AddFigure(request, indicator, 2026, 1, 0);
    v1::Observation& observation = *request.mutable_observations(request.observations_size() - 1);
    observation.set_breakdown(fmt::format("part:{}", number));
    observation.mutable_value()->mutable_missing()->set_reason(std::string(450, 'r'));
  }
  return request;
}

TEST(FullDisk, IsAnsweredLosesNothingAndPasses) {
  const TemporaryFolder folder;
  DaemonProcess::Options options{.binary = TRUSTWATCH_DAEMON,
                                 .database = folder.path() / "trustwatch.db",
                                 .catalogue = TRUSTWATCH_SAMPLE_CATALOGUE,
                                 .log = folder.path() / "log",
                                 .more_arguments = {"--store-pages-max", "60"}};
  int accepted = 0;
  {
    const auto daemon = Value(DaemonProcess::Start(options));
    Client door(daemon->grpc_address());
    grpc::Status full;
    for (; accepted < 300; ++accepted) {
      const auto [status, response] = door.Submit(Part(accepted));
      if (!status.ok()) {
        full = status;
        break;
      }
      ASSERT_EQ(response.outcome(), v1::OUTCOME_ACCEPTED) << response.ShortDebugString();
    }
    ASSERT_LT(accepted, 300) << "60 pages were never full";
    EXPECT_GT(accepted, 3);
    EXPECT_EQ(full.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED) << full.error_message();
    EXPECT_THAT(full.error_details(), ::testing::HasSubstr("STORE_FULL"));
    EXPECT_THAT(full.error_details(), ::testing::HasSubstr("RetryInfo"));
    // It still answers, and has all that it acknowledged.
    const auto [status, list] = door.List("ZA1");
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(list.submissions_size(), accepted);
    EXPECT_EQ(Value(daemon->Terminate(absl::Seconds(30))), 0);
  }
  options.more_arguments = {};
  const auto daemon = Value(DaemonProcess::Start(options));
  Client door(daemon->grpc_address());
  const auto [status, response] = door.Submit(Part(accepted));
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.outcome(), v1::OUTCOME_ACCEPTED);
  EXPECT_EQ(door.List("ZA1").second.submissions_size(), accepted + 1);
}

}  // namespace
}  // namespace trustwatch::testing
