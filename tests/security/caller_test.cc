#include "daemon/security/caller.h"

#include <string>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::security {
namespace {

using ::testing::HasSubstr;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::IsOk;

TEST(Identify, EveryLoopbackPeerIsCalledLoopbackWithoutItsPort) {
  for (const char* address : {"ipv4:127.0.0.1:50123", "ipv4:127.8.9.10:1", "ipv6:%5B::1%5D:50123",
                              "ipv6:[::1]:50123", "ipv6:%5B::ffff:127.0.0.1%5D:50123"}) {
    SCOPED_TRACE(address);
    const auto caller = Identify({.address = address});
    ASSERT_THAT(caller, IsOk());
    EXPECT_EQ(caller->name, "loopback");
  }
}

TEST(Identify, WhoComesOverHttpSeesNoSmallNumbersUnlessTheOperatorSaysSo) {
  const Peer http{.address = "ipv4:127.0.0.1:50123", .door = Door::kHttp};
  const Peer grpc{.address = "ipv4:127.0.0.1:50123", .door = Door::kGrpc};
  EXPECT_EQ(Identify(http)->sight, domain::Sight::kDisclosed);
  EXPECT_EQ(Identify(grpc)->sight, domain::Sight::kExact);
  EXPECT_EQ(Identify({.address = "ipv4:127.0.0.1:50123"})->sight, domain::Sight::kDisclosed)
      << "a door that forgot to say which it is";
  EXPECT_EQ(domain::Caller().sight, domain::Sight::kDisclosed) << "nobody in particular";
  EXPECT_EQ(Identify(http, {.over_http = domain::Sight::kExact})->sight, domain::Sight::kExact);
  EXPECT_EQ(Identify(grpc, {.over_grpc = domain::Sight::kDisclosed})->sight,
            domain::Sight::kDisclosed);
}

TEST(Identify, EveryOtherPeerIsRefused) {
  for (const char* address :
       {"", "ipv4:", "ipv4:127.0.0.1", "ipv4:10.0.0.1:50123", "ipv4:128.0.0.1:1",
        "ipv4:126.255.255.255:1", "ipv4:0.0.0.0:1", "ipv6:%5B::2%5D:50123", "ipv6:[::]:1",
        "ipv6:%5B::ffff:10.0.0.1%5D:1", "ipv6:%5Bfe80::1%5D:1", "unix:/run/trustwatch.sock",
        "localhost:1", "ipv4:localhost:1", "inproc", "unknown", "ipv4:127.0.0.1.evil.example:1"}) {
    SCOPED_TRACE(address);
    EXPECT_THAT(Identify({.address = address}), HasReason("CALLER_UNKNOWN"));
  }
}

TEST(Identify, RefusalNamesThePeerAndSaysWhatToDo) {
  const auto refused = Identify({.address = "ipv4:10.0.0.1:50123"});
  EXPECT_THAT(refused, IsError(absl::StatusCode::kUnauthenticated,
                               HasSubstr("peer \"ipv4:10.0.0.1:50123\" is not on the loopback")));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("call from the machine"));
  EXPECT_EQ(base::ErrorOf(refused.status()).metadata.at("peer"), "ipv4:10.0.0.1:50123");
}

TEST(IsLoopback, KnowsNumericAddressesOnly) {
  for (const char* host :
       {"127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(IsLoopback(host)) << host;
  }
  for (const char* host : {"", "localhost", "0.0.0.0", "::", "127.1", "127.0.0.1:80", "[::1]",
                           "10.0.0.1", "::ffff:10.0.0.1", "127.0.0.1 "}) {
    EXPECT_FALSE(IsLoopback(host)) << host;
  }
}

}  // namespace
}  // namespace trustwatch::security
