#include "daemon/app/service_manager.h"

#include <unistd.h>

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/app/notify_socket.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::app {
namespace {

using ::testing::MatchesRegex;
using ::testing::Optional;
using ::trustwatch::testing::NotifySocket;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Variable;

// Nothing waits for what was sent already.
constexpr absl::Duration kAlready = absl::ZeroDuration();

struct ServiceManagerTest : public ::testing::Test {
  TemporaryFolder folder;
  NotifySocket systemd{folder.path() / "notify"};
};

TEST_F(ServiceManagerTest, AWholeLifeIsToldInItsOrder) {
  const Variable watchdog("WATCHDOG_USEC", "60000000");
  ServiceManager manager;
  EXPECT_EQ(manager.turn(), absl::Seconds(30));
  manager.Serving("serving 0 series of 0 organisations");
  manager.Turn(absl::OkStatus(), "serving 0 series of 0 organisations");
  manager.Turn(absl::OkStatus(), "serving 58 series of 1 organisations");
  manager.Reloading();
  manager.Serving("serving 58 series of 1 organisations");
  manager.Turn(absl::OkStatus(), "serving 58 series of 1 organisations");
  manager.Stopping("letting calls in hand end");
  EXPECT_THAT(systemd.Next(),
              Optional(std::string("READY=1\nSTATUS=serving 0 series of 0 organisations")));
  EXPECT_THAT(systemd.Next(), Optional(std::string("WATCHDOG=1")));
  EXPECT_THAT(systemd.Next(),
              Optional(std::string("WATCHDOG=1\nSTATUS=serving 58 series of 1 organisations")));
  EXPECT_THAT(systemd.Next(),
              Optional(MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+\nSTATUS=reading .*")));
  EXPECT_THAT(systemd.Next(),
              Optional(std::string("READY=1\nSTATUS=serving 58 series of 1 organisations")));
  EXPECT_THAT(systemd.Next(), Optional(std::string("WATCHDOG=1")));
  EXPECT_THAT(systemd.Next(),
              Optional(std::string("STOPPING=1\nSTATUS=letting calls in hand end")));
  EXPECT_EQ(systemd.Next(kAlready), std::nullopt);
}

TEST_F(ServiceManagerTest, TheWatchdogHearsNothingWhileTheStoreIsNotWell) {
  const Variable watchdog("WATCHDOG_USEC", "1000000");
  ServiceManager manager;
  manager.Serving("serving");
  systemd.Next();
  const absl::Status unwell = absl::InternalError("the disk\nreports trouble");
  manager.Turn(unwell, "serving");
  EXPECT_THAT(systemd.Next(), Optional(std::string("STATUS=not well: the disk reports trouble")));
  manager.Turn(unwell, "serving");
  manager.Turn(unwell, "serving");
  EXPECT_EQ(systemd.Next(kAlready), std::nullopt);
  manager.Turn(absl::OkStatus(), "serving");
  EXPECT_THAT(systemd.Next(), Optional(std::string("WATCHDOG=1\nSTATUS=serving")));
}

TEST_F(ServiceManagerTest, WithoutAWatchdogOnlyNewsAreTold) {
  ServiceManager manager;
  EXPECT_EQ(manager.turn(), absl::Minutes(1));
  manager.Serving("serving");
  systemd.Next();
  manager.Turn(absl::OkStatus(), "serving");
  EXPECT_EQ(systemd.Next(kAlready), std::nullopt);
  manager.Turn(absl::OkStatus(), "serving more");
  EXPECT_THAT(systemd.Next(), Optional(std::string("STATUS=serving more")));
}

TEST_F(ServiceManagerTest, AWatchdogOfAnotherProcessIsNotOurs) {
  const Variable watchdog("WATCHDOG_USEC", "1000000");
  const Variable process("WATCHDOG_PID", "1");
  EXPECT_EQ(ServiceManager().turn(), absl::Minutes(1));
  const Variable own("WATCHDOG_PID", fmt::format("{}", getpid()));
  EXPECT_EQ(ServiceManager().turn(), absl::Milliseconds(500));
}

TEST_F(ServiceManagerTest, OddWatchdogsAreHeldWithinReason) {
  for (const char* usec : {"", "0", "-1", "soon", "18446744073709551615"}) {
    const Variable watchdog("WATCHDOG_USEC", usec);
    EXPECT_EQ(ServiceManager().turn(), absl::Minutes(1)) << usec;
  }
  const Variable shortest("WATCHDOG_USEC", "1");
  EXPECT_EQ(ServiceManager().turn(), absl::Milliseconds(10));
}

TEST(ServiceManagerAlone, ASocketOfTheAbstractKindIsReachedToo) {
  const NotifySocket systemd(fmt::format("@trustwatch-test-{}", getpid()));
  ServiceManager manager;
  manager.Serving("serving");
  EXPECT_THAT(systemd.Next(), Optional(std::string("READY=1\nSTATUS=serving")));
}

TEST(ServiceManagerAlone, WithoutASocketNothingHappens) {
  const Variable watchdog("WATCHDOG_USEC", "1000000");
  ServiceManager manager;
  manager.Serving("serving");
  manager.Turn(absl::OkStatus(), "serving");
  manager.Reloading();
  manager.Stopping("stopping");
}

TEST(ServiceManagerAlone, ASocketThatIsGoneIsToldOnce) {
  const Variable gone("NOTIFY_SOCKET", "/no/such/socket");
  ServiceManager manager;
  ::testing::internal::CaptureStderr();
  manager.Serving("serving");
  manager.Serving("serving");
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, ::testing::HasSubstr("the service manager cannot be told"));
  EXPECT_EQ(log.find("cannot be told"), log.rfind("cannot be told"));
}

}  // namespace
}  // namespace trustwatch::app
