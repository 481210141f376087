// The page as of a day, and the route that gives it over a real server.
#include "daemon/http/past_page.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/http/past_page_route.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/server.h"
#include "daemon/insight/past_snapshots.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "httplib.h"
#include "tests/http/gunzip.h"
#include "tests/http/page_parser.h"
#include "tests/http/sample_page.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using domain::Sight;
using testing::Count;
using ::testing::HasSubstr;
using testing::Labels;
using testing::NoonOf;
using testing::ParsedPage;
using testing::SliceOf;
using testing::Value;

struct PastPageTest : public ::testing::Test {
  PastPageTest() {
    std::vector<Route> routes;
    routes.push_back(PastPageRoute({disclosed_page, exact_page}, gate, insight().stored.clock));
    server = Value(Server::Start({.entitlements = {.over_http = Sight::kExact}}, std::move(routes),
                                 sample.telemetry));
  }

  testing::InsightFixture& insight() { return sample.insight; }

  httplib::Result Ask(const std::string& parameters, const httplib::Headers& headers = {}) const {
    return httplib::Client("127.0.0.1", server->port())
        .Get(("/export/metrics" + parameters).c_str(), headers);
  }
  std::string Get(const std::string& parameters, int status = 200) const {
    const auto answer = Ask(parameters);
    EXPECT_TRUE(answer);
    if (!answer) return "";
    EXPECT_EQ(answer->status, status) << answer->body;
    return answer->body;
  }
  ParsedPage Parsed(const std::string& parameters) const {
    return Value(testing::ParsePage(Get(parameters)));
  }

  testing::SamplePage sample;
  insight::PastSnapshotsReader exact{sample.insight.store(), sample.insight.definitions,
                                     Sight::kExact};
  insight::PastSnapshotsReader disclosed{sample.insight.store(), sample.insight.definitions,
                                         Sight::kDisclosed};
  PastPage exact_page{exact};
  PastPage disclosed_page{disclosed};
  QueryGate gate{{}};
  std::unique_ptr<Server> server;
};

// Without what the daemon says of itself, which comes last.
std::string FiguresOf(const std::string& page, std::string_view end) {
  const std::size_t daemon = page.find("# HELP process_cpu_seconds");
  EXPECT_NE(daemon, std::string::npos);
  return page.substr(0, daemon).append(end);
}

TEST_F(PastPageTest, AsOfNowIsTheScrapedPageByteForByte) {
  const absl::Time now = insight().stored.clock.Now();
  const MetricsPage disclosed_now(
      sample.telemetry, insight().latest,
      [this] { return insight().disclosed_verdicts.Snapshot(insight().store()); },
      insight().definitions, insight().stored.clock, Sight::kDisclosed);
  for (const Dialect dialect : {Dialect::kText, Dialect::kOpenMetrics}) {
    const PageForm form{.dialect = dialect};
    EXPECT_EQ(Value(exact_page.Answer({.as_of = now}, now, form)).Joined(),
              FiguresOf(sample.Render(dialect), EndOf(dialect)));
    EXPECT_EQ(Value(disclosed_page.Answer({.as_of = now}, now, form)).Joined(),
              FiguresOf(disclosed_now.Render(dialect), EndOf(dialect)));
  }
}

TEST_F(PastPageTest, ShowsWhatWasKnownAtTheEndOfTheDay) {
  const Labels calls = {{"org", "XA1"}, {"indicator", "calls_offered"}};
  // 1,000,000 on 2 July, corrected on the 5th.
  auto before = Parsed("?as_of=2026-07-04");
  EXPECT_EQ(before["trustwatch_indicator_latest_value"].ValueOf(calls), 1'000'000);
  EXPECT_EQ(before["trustwatch_indicator_revisions"].ValueOf(calls), 1);
  auto after = Parsed("?as_of=2026-07-05");
  EXPECT_EQ(after["trustwatch_indicator_latest_value"].ValueOf(calls), 1'000'001);
  EXPECT_TRUE(Parsed("?as_of=2026-07-01")["trustwatch_indicator_latest_value"].samples.empty());
}

TEST_F(PastPageTest, TheVerdictIsThatOfTheFiguresKnownThen) {
  const Labels seen = {{"org", "XA1"}, {"indicator", "seen_in_time"}, {"verdict", "concern_low"}};
  // On 2 July there was one figure; the eleven before it came on the 6th.
  EXPECT_NE(Parsed("?as_of=2026-07-03")["trustwatch_indicator_latest_verdict"].ValueOf(seen), 1);
  EXPECT_EQ(Parsed("?as_of=2026-07-06")["trustwatch_indicator_latest_verdict"].ValueOf(seen), 1);
}

TEST_F(PastPageTest, AWithdrawnFigureStandsUntilItWasWithdrawn) {
  insight().Withdraw(NoonOf("2026-07-21"), 3);
  const Labels retired = {{"org", "ZZ9"}, {"indicator", "retired"}, {"span", "P1M"}};
  EXPECT_EQ(Parsed("?as_of=2026-07-20")["trustwatch_indicator_latest_value"].ValueOf(retired),
            -1.5);
  auto after = Parsed("?as_of=2026-07-21");
  for (const auto& one : after["trustwatch_indicator_latest_value"].samples) {
    EXPECT_NE(one.labels, retired);
  }
}

TEST_F(PastPageTest, WhatIsOwedFollowsTheCalendarOfTheDay) {
  const Labels owed = {{"org", "XB2"}, {"return", "monthly"}};
  // June was due on 14 July; XB2 sent one of its three on the 3rd.
  EXPECT_EQ(Parsed("?as_of=2026-07-13")["trustwatch_return_overdue"].ValueOf(owed), 0);
  EXPECT_EQ(Parsed("?as_of=2026-07-15")["trustwatch_return_overdue"].ValueOf(owed), 2);
  EXPECT_EQ(
      Parsed("?as_of=2026-07-15&at=2026-07-13T12:00:00Z")["trustwatch_return_overdue"].ValueOf(
          owed),
      0);
}

TEST_F(PastPageTest, ThroughLeavesOutLaterPeriods) {
  const Labels seen = {{"org", "XA1"}, {"indicator", "seen_in_time"}};
  auto page = Parsed("?as_of=now&through=2026-05-31");
  EXPECT_EQ(page["trustwatch_indicator_latest_value"].ValueOf(seen), 75) << "May, the eleventh";
  EXPECT_EQ(page["trustwatch_indicator_latest_baseline_figures"].ValueOf(seen), 11);
}

TEST_F(PastPageTest, SmallNumbersAreHiddenFromWhoMayNotSeeThem) {
  testing::DefinitionsBuilder builder;
  builder.Indicator("calls_offered").small_numbers = {.hide_under = 5, .round_to = 5};
  insight().definitions.Replace(builder.Build());
  insight().Report(NoonOf("2026-08-10"), "XB2", {{SliceOf("calls_offered"), "2026-07", Count(3)}});
  const absl::Time day = NoonOf("2026-08-11");
  const auto told = [&](const PastPage& page) {
    return Value(testing::ParsePage(Value(page.Answer({.as_of = day}, day, {})).Joined()));
  };
  const Labels calls = {{"org", "XB2"}, {"indicator", "calls_offered"}};
  Labels hidden = calls;
  hidden["kind"] = "suppressed";
  EXPECT_EQ(told(exact_page)["trustwatch_indicator_latest_value"].ValueOf(calls), 3);
  EXPECT_EQ(told(disclosed_page)["trustwatch_indicator_latest_absence"].ValueOf(hidden), 1);
}

TEST_F(PastPageTest, ComesInTheFormThatIsAskedFor) {
  const auto answer = Ask("?as_of=2026-07-20", {{"Accept", "application/openmetrics-text"},
                                                {"Accept-Encoding", "gzip"}});
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->get_header_value("Content-Type"), HasSubstr("openmetrics"));
  EXPECT_TRUE(answer->body.ends_with("# EOF\n") || answer->has_header("Content-Encoding"));
  EXPECT_EQ(Ask("?as_of=2026-07-20", {{"Accept", "image/png"}})->status, 406);
}

TEST_F(PastPageTest, WhatCannotBeAnsweredSaysWhatToWrite) {
  struct Case {
    std::string parameters;
    std::string said;
  };
  const std::vector<Case> cases = {
      {"", "as_of is missing; write as_of=2026-03-31"},
      {"?as_of=", "as_of is missing"},
      {"?as_of=soon", "as_of=soon is no day; write as_of=2026-03-31"},
      {"?as_of=2026-02-30", "as_of=2026-02-30 is no day"},
      {"?as_of=1753000000", "is no day"},
      {"?as_of=2026-07-20T25:00:00Z", "is no day"},
      {"?as_of=2026-07-20&at=later", "at=later is no day; write at=2026-03-31"},
      {"?as_of=2026-07-20&through=2026-13", "through=2026-13 is no day; write through=2026-03-31"},
      {"?as_of=2026-07-20&through=now", "through=now is no day"},
      {"?as_of=2026-07-20&match[]=up", "there is no parameter match[]; there are as_of, at and"},
      {"?as_of=2026-07-20&as_of=2026-07-21", "as_of is given 2 times; give it once"}};
  for (const Case& it : cases) EXPECT_THAT(Get(it.parameters, 400), HasSubstr(it.said));
}

TEST_F(PastPageTest, ABusyDaemonSaysWhenToAskAgain) {
  QueryGate narrow({.answered_max = 1, .waiting_max = 0});
  const QueryGate::Pass held = Value(narrow.Enter());
  std::vector<Route> routes;
  routes.push_back(PastPageRoute({disclosed_page, exact_page}, narrow, insight().stored.clock));
  server = Value(Server::Start({}, std::move(routes), sample.telemetry));
  const auto answer = Ask("?as_of=2026-07-20");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->get_header_value("Retry-After"), "5");
}

}  // namespace
}  // namespace trustwatch::http
