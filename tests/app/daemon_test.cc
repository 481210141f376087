// The real program in a process of its own: what an operator and a script see of it.

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "httplib.h"
#include "tests/app/notify_socket.h"
#include "tests/app/sample_catalogue.h"
#include "tests/support/daemon_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "trustwatch/v1/catalogue_service.grpc.pb.h"

namespace trustwatch::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::trustwatch::testing::ContentOf;
using ::trustwatch::testing::DaemonProcess;
using ::trustwatch::testing::NotifySocket;
using ::trustwatch::testing::SampleCatalogue;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;
using ::trustwatch::testing::Variable;

constexpr absl::Duration kPatience = absl::Seconds(60);

struct DaemonTest : public ::testing::Test {
  DaemonProcess::Options Options() {
    return {.binary = TRUSTWATCH_DAEMON,
            .database = folder.path() / "store.db",
            .catalogue = catalogue.folder(),
            .log = folder.path() / "log",
            .more_arguments = {"--drain-seconds", "5"}};
  }

  std::string Log() const { return ContentOf(folder.path() / "log"); }

  // What a daemon that does not serve says: its exit code and both its streams.
  struct Said {
    int exit_code = -1;
    std::string text;
  };
  Said Run(const std::string& arguments) const {
    const std::filesystem::path output = folder.path() / "output";
    const int status = std::system(fmt::format("timeout 60 {} --database {}/store.db {} >{} 2>&1",
                                               TRUSTWATCH_DAEMON, folder.path().string(), arguments,
                                               output.string())
                                       .c_str());
    return {.exit_code = WEXITSTATUS(status), .text = ContentOf(output)};
  }

  SampleCatalogue catalogue;
  TemporaryFolder folder;
};

std::unique_ptr<v1::CatalogueService::Stub> StubOf(const DaemonProcess& daemon) {
  return v1::CatalogueService::NewStub(
      grpc::CreateChannel(daemon.grpc_address(), grpc::InsecureChannelCredentials()));
}

// The version in force; what went wrong if it does not answer.
std::string VersionInForce(const DaemonProcess& daemon) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(1));
  v1::ListIndicatorsResponse response;
  const grpc::Status status = StubOf(daemon)->ListIndicators(&context, {}, &response);
  return status.ok() ? response.catalogue_version() : status.error_message();
}

std::string PageOf(const DaemonProcess& daemon, const char* path) {
  const auto result = httplib::Client("http://" + daemon.http_address()).Get(path);
  return result ? result->body : "no answer";
}

TEST_F(DaemonTest, ServesBothPortsAndStopsWhenAsked) {
  const auto daemon = Value(DaemonProcess::Start(Options()));
  EXPECT_EQ(VersionInForce(*daemon), "sample-1");
  EXPECT_THAT(PageOf(*daemon, "/readyz"), HasSubstr("ready"));
  EXPECT_THAT(PageOf(*daemon, "/metrics"), HasSubstr("trustwatch_build_info"));
  EXPECT_EQ(Value(daemon->Terminate(kPatience)), 0);
  EXPECT_THAT(Log(), AllOf(HasSubstr("msg=serving"), HasSubstr("grpc=" + daemon->grpc_address()),
                           HasSubstr("http=" + daemon->http_address()), HasSubstr("indicators="),
                           HasSubstr("catalogue_version=sample-1"), HasSubstr("msg=ready took="),
                           HasSubstr("msg=draining"), HasSubstr("msg=stopped")));
}

TEST_F(DaemonTest, StopsOnInterruptToo) {
  const auto daemon = Value(DaemonProcess::Start(Options()));
  daemon->Signal(SIGINT);
  EXPECT_EQ(Value(daemon->Wait(kPatience)), 0);
}

// Waits for something that a signal brings about; the log is how a daemon answers signals.
void WaitUntilLogHas(const std::filesystem::path& log, const std::string& text) {
  const absl::Time until = absl::Now() + kPatience;
  while (absl::Now() < until) {
    if (absl::StrContains(ContentOf(log), text)) return;
    std::this_thread::yield();
  }
  FAIL() << "the log never said " << text;
}

TEST_F(DaemonTest, AHangupReadsTheCatalogueAgainAndKeepsTheLastGoodOne) {
  const auto daemon = Value(DaemonProcess::Start(Options()));
  catalogue.Replace("sample-1", "sample-2");
  catalogue.Replace("\"returns.toml\"", "\"gone.toml\"");
  daemon->Signal(SIGHUP);
  WaitUntilLogHas(folder.path() / "log", "catalogue not replaced");
  EXPECT_EQ(VersionInForce(*daemon), "sample-1");

  catalogue.Replace("\"gone.toml\"", "\"returns.toml\"");
  daemon->Signal(SIGHUP);
  WaitUntilLogHas(folder.path() / "log", "catalogue read again");
  EXPECT_EQ(VersionInForce(*daemon), "sample-2");
}

TEST_F(DaemonTest, ReloadingByACallSaysEveryFault) {
  const auto daemon = Value(DaemonProcess::Start(Options()));
  catalogue.BreakTwice();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(1));
  v1::ReloadCatalogueResponse response;
  const grpc::Status faulty = StubOf(*daemon)->ReloadCatalogue(&context, {}, &response);
  EXPECT_EQ(faulty.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(faulty.error_message(), HasSubstr("have 2 faults"));
  EXPECT_THAT(faulty.error_details(), AllOf(HasSubstr("CATALOGUE_FAULTY"), HasSubstr("no_such_one"),
                                            HasSubstr("no_such_two")));
  EXPECT_EQ(VersionInForce(*daemon), "sample-1");
}

TEST_F(DaemonTest, TheServiceManagerHearsOfItsWholeLife) {
  const NotifySocket systemd(folder.path() / "notify");
  const Variable watchdog("WATCHDOG_USEC", "400000");
  const auto daemon = Value(DaemonProcess::Start(Options()));
  EXPECT_THAT(systemd.Next(),
              Optional(std::string("READY=1\nSTATUS=serving 0 series of 0 organisations")));
  EXPECT_THAT(systemd.Next(), Optional(std::string("WATCHDOG=1")));
  daemon->Signal(SIGHUP);
  std::vector<std::string> order;
  while (order.size() < 2) {
    const std::string message = systemd.Next().value_or("none");
    if (message != "WATCHDOG=1") order.push_back(message);
    ASSERT_NE(message, "none");
  }
  EXPECT_THAT(order[0], ::testing::StartsWith("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_THAT(order[1], ::testing::StartsWith("READY=1\n"));
  EXPECT_EQ(Value(daemon->Terminate(kPatience)), 0);
  std::string last;
  while (const auto message = systemd.Next(absl::ZeroDuration())) last = *message;
  EXPECT_THAT(last, ::testing::StartsWith("STOPPING=1\n"));
}

TEST_F(DaemonTest, ACopyOfTheStoreServesInItsPlace) {
  const std::filesystem::path copies = folder.path() / "copies";
  std::filesystem::create_directory(copies);
  DaemonProcess::Options options = Options();
  options.more_arguments.insert(options.more_arguments.end(),
                                {"--backup-directory", copies, "--backup-every", "1h"});
  {
    const auto daemon = Value(DaemonProcess::Start(options));
    WaitUntilLogHas(folder.path() / "log", "the store was copied");
    EXPECT_THAT(PageOf(*daemon, "/metrics"),
                AllOf(HasSubstr("\ntrustwatch_backup_interval_seconds 3600\n"),
                      HasSubstr("\ntrustwatch_backups_total{result=\"ok\"} 1\n"),
                      HasSubstr("\ntrustwatch_backup_last_success_timestamp_seconds ")));
    EXPECT_EQ(Value(daemon->Terminate(kPatience)), 0);
  }
  const auto copy = std::filesystem::directory_iterator(copies)->path();
  std::filesystem::rename(copy, folder.path() / "store.db");
  const auto restored = Value(DaemonProcess::Start(Options()));
  EXPECT_EQ(VersionInForce(*restored), "sample-1");
}

TEST_F(DaemonTest, ASecondDaemonDoesNotTakeTheSameStore) {
  const auto first = Value(DaemonProcess::Start(Options()));
  const Said second =
      Run(fmt::format("--listen 127.0.0.1:0 --http-listen 127.0.0.1:0 --catalogue {}",
                      catalogue.folder().string()));
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.text, HasSubstr("trustwatchd: "));
  EXPECT_EQ(VersionInForce(*first), "sample-1");
}

TEST_F(DaemonTest, AFaultyCatalogueIsNotServedAndEveryFaultIsTold) {
  catalogue.BreakTwice();
  const Said said = Run(fmt::format("--listen 127.0.0.1:0 --http-listen 127.0.0.1:0 --catalogue {}",
                                    catalogue.folder().string()));
  EXPECT_EQ(said.exit_code, 1);
  EXPECT_THAT(said.text, AllOf(HasSubstr("no_such_one"), HasSubstr("no_such_two"),
                               HasSubstr("have 2 faults")));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "store.db"));
}

TEST_F(DaemonTest, WrongOptionsEndWithTwoAndAnOpenAddressIsRefused) {
  const Said open = Run("--listen 0.0.0.0:9190 --catalogue x");
  EXPECT_EQ(open.exit_code, 2);
  EXPECT_THAT(open.text, HasSubstr("neither TLS nor client identity"));
  EXPECT_EQ(Run("--colour red").exit_code, 2);
}

TEST_F(DaemonTest, InformationAndChecksGoToStandardOutput) {
  EXPECT_EQ(Run("--version").exit_code, 0);
  EXPECT_THAT(Run("--help").text, HasSubstr("--drain-seconds"));
  const Said check = Run("--check --catalogue " + catalogue.folder().string());
  EXPECT_EQ(check.exit_code, 0);
  EXPECT_THAT(check.text, HasSubstr("nothing was changed"));
}

}  // namespace
}  // namespace trustwatch::app
