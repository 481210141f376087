#include "daemon/app/options.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/app/version.h"
#include "daemon/base/log.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::app {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::trustwatch::testing::HasReason;
using ::trustwatch::testing::TemporaryFolder;
using ::trustwatch::testing::Value;

Options OptionsOf(std::vector<std::string> arguments) {
  return std::get<Options>(Value(ParseOptions(std::move(arguments))));
}

std::string TextOf(std::vector<std::string> arguments) {
  return std::get<Information>(Value(ParseOptions(std::move(arguments)))).text;
}

TEST(ParseOptions, DefaultsAreThoseOfTheContract) {
  const Options options = OptionsOf({"--catalogue", "c"});
  EXPECT_EQ(options.listen.ToString(), "127.0.0.1:9190");
  EXPECT_EQ(options.http_listen.ToString(), "127.0.0.1:9191");
  EXPECT_EQ(options.database, "trustwatch.db");
  EXPECT_EQ(options.catalogue, "c");
  EXPECT_EQ(options.store_pages_max, 0);
  EXPECT_TRUE(options.reflection);
  EXPECT_FALSE(options.http_access_log);
  EXPECT_EQ(options.log_level, base::Severity::kInfo);
  EXPECT_EQ(options.drain, absl::Seconds(20));
  EXPECT_FALSE(options.check);
  EXPECT_EQ(options.entitlements.over_http, domain::Sight::kDisclosed);
  EXPECT_EQ(options.entitlements.over_grpc, domain::Sight::kExact);
  EXPECT_TRUE(options.backup_directory.empty());
  EXPECT_EQ(options.backup_every, absl::Hours(24));
  EXPECT_EQ(options.backup_keep, 14U);
  EXPECT_THAT(options.watched_certificates, IsEmpty());
}

TEST(ParseOptions, WhatIsToBeLookedAfterIsRead) {
  const Options options = OptionsOf(
      {"--catalogue", "c", "--backup-directory", "/b", "--backup-every", "90m", "--backup-keep",
       "1000", "--watch-certificate", "/a.pem", "--watch-certificate", "/b.pem"});
  EXPECT_EQ(options.backup_directory, "/b");
  EXPECT_EQ(options.backup_every, absl::Minutes(90));
  EXPECT_EQ(options.backup_keep, 1'000U);
  EXPECT_THAT(options.watched_certificates, ElementsAre("/a.pem", "/b.pem"));
}

TEST(ParseOptions, WhatIsToBeLookedAfterMayStandInTheFile) {
  const TemporaryFolder folder;
  const std::string file = folder.Write("trustwatchd.toml",
                                        "catalogue = \"c\"\n"
                                        "backup-directory = \"/b\"\n"
                                        "backup-every = \"1h30m\"\n"
                                        "backup-keep = 3\n"
                                        "watch-certificate = [\"/a.pem\", \"/b.pem\"]\n");
  const Options options = OptionsOf({"--config", file});
  EXPECT_EQ(options.backup_directory, "/b");
  EXPECT_EQ(options.backup_every, absl::Minutes(90));
  EXPECT_EQ(options.backup_keep, 3U);
  EXPECT_THAT(options.watched_certificates, ElementsAre("/a.pem", "/b.pem"));
  const std::string one =
      folder.Write("one.toml", "catalogue = \"c\"\nwatch-certificate = \"/a.pem\"\n");
  EXPECT_THAT(OptionsOf({"--config", one}).watched_certificates, ElementsAre("/a.pem"));
}

TEST(ParseOptions, SixteenCertificatesAreWatchedAndNoMore) {
  std::vector<std::string> arguments = {"--catalogue", "c"};
  for (int i = 0; i < 16; ++i) {
    arguments.insert(arguments.end(), {"--watch-certificate", std::to_string(i)});
  }
  EXPECT_EQ(OptionsOf(arguments).watched_certificates.size(), 16U);
  arguments.insert(arguments.end(), {"--watch-certificate", "one more"});
  EXPECT_THAT(ParseOptions(arguments), HasReason("OPTION_MALFORMED"));
}

TEST(ParseOptions, EveryOptionIsRead) {
  const Options options = OptionsOf(
      {"--listen", "[::1]:1", "--http-listen", "127.0.0.2:2", "--database", "/d/x.db",
       "--catalogue", "/c", "--store-pages-max", "1000", "--no-reflection", "--http-access-log",
       "--log-level", "debug", "--drain-seconds", "300", "--small-numbers", "shown", "--check"});
  EXPECT_EQ(options.listen.ToString(), "[::1]:1");
  EXPECT_EQ(options.http_listen.ToString(), "127.0.0.2:2");
  EXPECT_EQ(options.database, "/d/x.db");
  EXPECT_EQ(options.catalogue, "/c");
  EXPECT_EQ(options.store_pages_max, 1000);
  EXPECT_FALSE(options.reflection);
  EXPECT_TRUE(options.http_access_log);
  EXPECT_EQ(options.log_level, base::Severity::kDebug);
  EXPECT_EQ(options.drain, absl::Minutes(5));
  EXPECT_TRUE(options.check);
  EXPECT_EQ(options.entitlements.over_http, domain::Sight::kExact);
}

TEST(ParseOptions, FileIsReadAndTheCommandLineWins) {
  const TemporaryFolder folder;
  const std::string file = folder.Write("trustwatchd.toml",
                                        "# how this daemon runs\n"
                                        "listen = \"127.0.0.1:7000\"\n"
                                        "http-listen = \"127.0.0.1:7001\"\n"
                                        "catalogue = \"/from/file\"\n"
                                        "store-pages-max = 77\n"
                                        "no-reflection = true\n"
                                        "small-numbers = \"shown\"\n"
                                        "drain-seconds = 3\n");
  const Options options = OptionsOf({"--config", file, "--listen", "127.0.0.1:8000"});
  EXPECT_EQ(options.listen.port, 8000);
  EXPECT_EQ(options.http_listen.port, 7001);
  EXPECT_EQ(options.catalogue, "/from/file");
  EXPECT_EQ(options.store_pages_max, 77);
  EXPECT_FALSE(options.reflection);
  EXPECT_EQ(options.drain, absl::Seconds(3));
  EXPECT_EQ(options.entitlements.over_http, domain::Sight::kExact);
}

std::vector<std::string> MakeBackups(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"--catalogue", "c", "--backup-directory", "/b"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

struct BadCase {
  std::vector<std::string> arguments;
  const char* told;  // the offending word
};

TEST(ParseOptions, BadOptionsAreNamedAndHelpIsPointedAt) {
  const BadCase cases[] = {
      {.arguments = {}, .told = "--catalogue"},
      {.arguments = {"--catalogue"}, .told = "--catalogue"},
      {.arguments = {"--catalogue", "c", "--colour"}, .told = "--colour"},
      {.arguments = {"--catalogue", "c", "stray"}, .told = "stray"},
      {.arguments = {"--catalogue", "c", "--store-pages-max", "-1"}, .told = "-1"},
      {.arguments = {"--catalogue", "c", "--store-pages-max", "1073741824"}, .told = "1073741824"},
      {.arguments = {"--catalogue", "c", "--store-pages-max", "many"}, .told = "many"},
      {.arguments = {"--catalogue", "c", "--log-level", "loud"}, .told = "loud"},
      {.arguments = {"--catalogue", "c", "--small-numbers", "some"}, .told = "some"},
      {.arguments = {"--catalogue", "c", "--small-numbers"}, .told = "--small-numbers"},
      {.arguments = {"--catalogue", "c", "--drain-seconds", "-1"}, .told = "-1"},
      {.arguments = {"--catalogue", "c", "--drain-seconds", "301"}, .told = "301"},
      {.arguments = {"--catalogue", "c", "--drain-seconds", "1.5"}, .told = "1.5"},
      {.arguments = {"--catalogue", "c", "--backup-directory", ""}, .told = "is empty"},
      {.arguments = {"--catalogue", "c", "--backup-every", "1h"}, .told = "--backup-directory"},
      {.arguments = {"--catalogue", "c", "--backup-keep", "1"}, .told = "--backup-directory"},
      {.arguments = MakeBackups({"--backup-every", "59s"}), .told = "59s"},
      {.arguments = MakeBackups({"--backup-every", "8785h"}), .told = "8785h"},
      {.arguments = MakeBackups({"--backup-every", "daily"}), .told = "daily"},
      {.arguments = MakeBackups({"--backup-every", "24"}), .told = "such as 90m or 24h"},
      {.arguments = MakeBackups({"--backup-every", "inf"}), .told = "inf"},
      {.arguments = MakeBackups({"--backup-every", "-24h"}), .told = "-24h"},
      {.arguments = MakeBackups({"--backup-keep", "0"}), .told = "0"},
      {.arguments = MakeBackups({"--backup-keep", "1001"}), .told = "1001"},
      {.arguments = MakeBackups({"--backup-keep", "all"}), .told = "all"},
      {.arguments = {"--catalogue", "c", "--watch-certificate", ""}, .told = "is empty"},
      {.arguments = {"--catalogue", "c", "--watch-certificate", "x", "--watch-certificate", "x"},
       .told = "names x twice"},
      {.arguments = {"--catalogue", "c", "--config", "/no/such/file"}, .told = "/no/such/file"},
  };
  for (const BadCase& bad : cases) {
    SCOPED_TRACE(bad.told);
    const auto options = ParseOptions(bad.arguments);
    EXPECT_THAT(options, HasReason("OPTION_MALFORMED"));
    EXPECT_THAT(std::string(options.status().message()),
                AllOf(HasSubstr(bad.told), HasSubstr("trustwatchd --help")));
  }
}

TEST(ParseOptions, UnknownAndBadKeysOfTheFileAreNamed) {
  const TemporaryFolder folder;
  for (const auto& [line, told] : std::vector<std::pair<std::string, std::string>>{
           {"colour = \"red\"", "there is no option colour"},
           {"check = true", "check"},
           {"drain-seconds = 400", "400"},
           {"[store]\npages = 1", "store"}}) {
    SCOPED_TRACE(line);
    const std::string file = folder.Write("bad.toml", "catalogue = \"c\"\n" + line + "\n");
    const auto options = ParseOptions({"--config", file});
    EXPECT_THAT(options, HasReason("OPTION_MALFORMED"));
    EXPECT_THAT(std::string(options.status().message()), HasSubstr(told));
  }
}

TEST(ParseOptions, AddressesOfTheFileAreHeldToTheSameRule) {
  const TemporaryFolder folder;
  const std::string file =
      folder.Write("open.toml", "catalogue = \"c\"\nhttp-listen = \"0.0.0.0:9191\"\n");
  EXPECT_THAT(ParseOptions({"--config", file}), HasReason("LISTEN_NOT_LOOPBACK"));
  EXPECT_THAT(ParseOptions({"--catalogue", "c", "--listen", "0.0.0.0:1"}),
              HasReason("LISTEN_NOT_LOOPBACK"));
  EXPECT_THAT(ParseOptions({"--catalogue", "c", "--listen", "nowhere"}),
              HasReason("LISTEN_MALFORMED"));
}

TEST(ParseOptions, HelpTellsEveryOptionWithItsDefaultAndRange) {
  const std::string help = TextOf({"--help"});
  for (const char* told : {"--listen",
                           "ADDRESS=127.0.0.1:9190",
                           "--http-listen",
                           "ADDRESS=127.0.0.1:9191",
                           "--database",
                           "trustwatch.db",
                           "--catalogue",
                           "required",
                           "--store-pages-max",
                           "1073741823",
                           "pages of 4096 bytes",
                           "--no-reflection",
                           "--http-access-log",
                           "--small-numbers",
                           "VIEW=hidden",
                           "--log-level",
                           "debug",
                           "--drain-seconds",
                           "in seconds, 0 to 300",
                           "--backup-directory",
                           "To restore one: stop the daemon",
                           "DURATION=24h",
                           "1m to 8784h",
                           "NUMBER=14",
                           "1 to 1000",
                           "--watch-certificate",
                           "since the daemon has no TLS",
                           "--check",
                           "--config",
                           "--version",
                           "Exit codes"}) {
    EXPECT_THAT(help, HasSubstr(told));
  }
}

TEST(ParseOptions, VersionIsThatOfTheBuild) {
  EXPECT_EQ(TextOf({"--version"}), "trustwatchd " + std::string(Version()) + "\n");
  EXPECT_THAT(std::string(Version()), ::testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

}  // namespace
}  // namespace trustwatch::app
