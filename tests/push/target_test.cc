#include "collectors/push/target.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::push {
namespace {

using ::testing::AllOf;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using ::testing::Values;

class Loopback : public ::testing::TestWithParam<const char*> {};
TEST_P(Loopback, IsTaken) { EXPECT_THAT(LoopbackTarget(GetParam()), IsOk()); }
INSTANTIATE_TEST_SUITE_P(Target, Loopback,
                         Values("127.0.0.1:9190", "127.255.0.7:1", "localhost:65535",
                                "[::1]:9190"));

class Malformed : public ::testing::TestWithParam<const char*> {};
TEST_P(Malformed, IsRefusedWithAnExample) {
  const auto target = LoopbackTarget(GetParam());
  EXPECT_THAT(target, HasReason("TARGET_MALFORMED"));
  EXPECT_THAT(target, IsError(absl::StatusCode::kInvalidArgument,
                              AllOf(HasSubstr(GetParam()), HasSubstr("127.0.0.1:9190"))));
}
INSTANTIATE_TEST_SUITE_P(Target, Malformed,
                         Values("", ":", ":9190", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0",
                                "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:91a", "::1:9190",
                                "http://localhost:9190", "local host:9190"));

class Elsewhere : public ::testing::TestWithParam<const char*> {};
TEST_P(Elsewhere, IsRefusedWithAWayRound) {
  const auto target = LoopbackTarget(GetParam());
  EXPECT_THAT(target, HasReason("TARGET_NOT_LOOPBACK"));
  EXPECT_THAT(target, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("ssh -L")));
}
INSTANTIATE_TEST_SUITE_P(Target, Elsewhere,
                         Values("10.0.0.1:9190", "trustwatch.nhs.uk:9190", "[::]:9190",
                                "0.0.0.0:9190", "127.0.0.1.example.org:9190", "127.0.0:9190",
                                "127.0.0.256:9190", "1270.0.0.1:9190", "127..0.1:9190"));

}  // namespace
}  // namespace trustwatch::push
