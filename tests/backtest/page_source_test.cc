#include "collectors/backtest/page_source.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/backtest/past_daemon.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::backtest {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::Value;

Instant JanuaryOf2019(std::optional<int> published_after_days = std::nullopt) {
  return Value(
             InstantsOf(
                 {.from = "2019-01", .to = "2019-01", .published_after_days = published_after_days},
                 absl::InfiniteFuture()))
      .front();
}

absl::Status Read(const std::string& address, const Instant& instant,
                  std::vector<std::string>& lines) {
  Interruption interruption;
  return Value(PageSource::Make(address))
      .Read(instant, interruption, [&lines](std::string_view line) { lines.emplace_back(line); });
}

TEST(PageSourceTest, AsksForTheInstantAndGivesEveryLine) {
  const testing::PastDaemon daemon([](const httplib::Request& request, httplib::Response& answer) {
    const std::string long_line(100'000, 'x');
    answer.set_content(request.target + "\n" + long_line + "\n\nlast\n", "text/plain");
  });
  std::vector<std::string> lines;
  EXPECT_THAT(Read(daemon.address(), JanuaryOf2019(), lines), IsOk());
  EXPECT_THAT(lines, ElementsAre("/export/metrics?as_of=2019-01-31T12:00:00Z",
                                 std::string(100'000, 'x'), "", "last"));
  lines.clear();
  EXPECT_THAT(Read(daemon.address(), JanuaryOf2019(45), lines), IsOk());
  EXPECT_EQ(lines.front(), "/export/metrics?as_of=now&at=2019-01-31T12:00:00Z&through=2018-12-17");
}

TEST(PageSourceTest, WhatTheDaemonSaysIsPassedOn) {
  struct Case {
    int status;
    std::string reason;
    std::string said;
  };
  const std::vector<Case> cases = {{400, "PAGE_REFUSED", "answered 400: as_of=x is no day"},
                                   {404, "DAEMON_TOO_OLD", "upgrade it"},
                                   {500, "PAGE_REFUSED", "answered 500"},
                                   {503, "DAEMON_BUSY", "is busy: as_of=x is no day"}};
  for (const Case& it : cases) {
    const testing::PastDaemon daemon([&it](const httplib::Request&, httplib::Response& answer) {
      answer.status = it.status;
      answer.set_content("as_of=x is no day\n", "text/plain");
    });
    std::vector<std::string> lines;
    const absl::Status status = Read(daemon.address(), JanuaryOf2019(), lines);
    EXPECT_THAT(status, HasReason(it.reason));
    EXPECT_THAT(std::string(status.message()), HasSubstr(it.said));
    EXPECT_TRUE(lines.empty());
  }
}

TEST(PageSourceTest, NobodyThereIsSaid) {
  std::string address;
  {
    address = testing::PastDaemon([](const auto&, auto&) {}).address();
  }
  std::vector<std::string> lines;
  const absl::Status status = Read(address, JanuaryOf2019(), lines);
  EXPECT_THAT(status, HasReason("DAEMON_UNREACHABLE"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("say with --http"));
}

TEST(PageSourceTest, AnAddressHasAHostAndAPort) {
  for (const char* address : {"", "localhost", ":9191", "a:", "a:0", "a:x", "a:65536", "a:-1"}) {
    EXPECT_THAT(PageSource::Make(address).status(), HasReason("ADDRESS_MALFORMED")) << address;
  }
  EXPECT_THAT(PageSource::Make("[::1]:9191"), IsOk());
}

}  // namespace
}  // namespace trustwatch::backtest
