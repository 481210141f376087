#include "daemon/app/address.h"

#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::IsOk;

struct GoodCase {
  const char* text;
  Address address;
};

TEST(ParseListenAddress, TakesLoopbackAddresses) {
  const GoodCase cases[] = {
      {.text = "127.0.0.1:9190", .address = {.host = "127.0.0.1", .port = 9190}},
      {.text = "127.0.0.1:0", .address = {.host = "127.0.0.1", .port = 0}},
      {.text = "127.9.9.9:65535", .address = {.host = "127.9.9.9", .port = 65535}},
      {.text = "[::1]:9190", .address = {.host = "::1", .port = 9190}},
      {.text = "localhost:9190", .address = {.host = "127.0.0.1", .port = 9190}},
  };
  for (const GoodCase& good : cases) {
    SCOPED_TRACE(good.text);
    const auto address = ParseListenAddress(good.text, "--listen");
    ASSERT_THAT(address, IsOk());
    EXPECT_EQ(*address, good.address);
  }
}

TEST(ParseListenAddress, RefusesWhatIsNoAddress) {
  for (const char* text : {"",
                           ":",
                           "9190",
                           ":9190",
                           "127.0.0.1",
                           "127.0.0.1:",
                           "127.0.0.1:-1",
                           "127.0.0.1:65536",
                           "127.0.0.1:99999999999",
                           "127.0.0.1:90x",
                           "127.0.0.1: 90",
                           "127.0.0.1:+90",
                           "127.1:9190",
                           "256.0.0.1:9190",
                           "::1:9190",
                           "[127.0.0.1]:9190",
                           "[::1]",
                           "[::1:9190",
                           "[]:9190",
                           "example.org:9190",
                           "unix:/run/trustwatch.sock",
                           "*:9190"}) {
    SCOPED_TRACE(text);
    const auto address = ParseListenAddress(text, "--listen");
    EXPECT_THAT(address, HasReason("LISTEN_MALFORMED"));
    EXPECT_THAT(std::string(address.status().message()),
                AllOf(HasSubstr("--listen \"" + std::string(text) + "\""),
                      HasSubstr("write for example 127.0.0.1:9190")));
  }
}

TEST(ParseListenAddress, RefusesWhatOtherMachinesCanReachAndSaysWhatToDo) {
  for (const char* text : {"0.0.0.0:9190", "[::]:9190", "10.0.0.1:9190", "192.168.1.1:0",
                           "[fe80::1]:9190", "[::ffff:10.0.0.1]:9190", "128.0.0.1:9190"}) {
    SCOPED_TRACE(text);
    const auto address = ParseListenAddress(text, "--http-listen");
    EXPECT_THAT(address, HasReason("LISTEN_NOT_LOOPBACK"));
    EXPECT_THAT(address, IsError(absl::StatusCode::kInvalidArgument,
                                 AllOf(HasSubstr("--http-listen \"" + std::string(text) + "\""),
                                       HasSubstr("neither TLS nor client identity"),
                                       HasSubstr("set --http-listen to a loopback address"),
                                       HasSubstr("TLS proxy that demands client certificates"))));
  }
}

TEST(Address, WritesWhatItReads) {
  for (const char* text : {"127.0.0.1:9190", "[::1]:0"}) {
    EXPECT_EQ(trustwatch::testing::Value(ParseListenAddress(text, "--listen")).ToString(), text);
  }
}

}  // namespace
}  // namespace trustwatch::app
