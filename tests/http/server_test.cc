#include "daemon/http/server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/http/standard_routes.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "httplib.h"
#include "tests/http/gunzip.h"
#include "tests/http/page_parser.h"
#include "tests/http/raw_client.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using ::testing::EndsWith;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::RawClient;
using ::testing::StartsWith;

class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override { Start({}); }

  void Start(const ServerOptions& options) {
    server_.reset();
    server_ = testing::Value(
        Server::Start(options, StandardRoutes({page_, page_}, readiness_), telemetry_));
  }

  httplib::Client Client() const { return httplib::Client("127.0.0.1", server_->port()); }

  absl::Status health_;
  testing::FakeClock clock_;
  telemetry::Telemetry telemetry_{"1.2.3", clock_};
  insight::Latest latest_;
  base::Published<domain::Definitions> definitions_{testing::DefinitionsBuilder().Build()};
  MetricsPage page_{telemetry_,   latest_, [] { return insight::VerdictSnapshot{}; },
                    definitions_, clock_,  domain::Sight::kExact};
  Readiness readiness_{[this] { return health_; }};
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, ThePagesAreThere) {
  auto client = Client();
  const auto live = client.Get("/livez");
  ASSERT_TRUE(live);
  EXPECT_EQ(live->status, 200);
  EXPECT_EQ(live->body, "alive\n");
  const auto front = client.Get("/");
  EXPECT_EQ(front->status, 200);
  EXPECT_THAT(front->body, HasSubstr("/metrics"));
  EXPECT_THAT(front->get_header_value("Content-Type"), StartsWith("text/plain"));
  const auto metrics = client.Get("/metrics?ignored=1");
  EXPECT_EQ(metrics->status, 200);
  EXPECT_EQ(metrics->get_header_value("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  const auto page = testing::Value(testing::ParsePage(metrics->body));
  EXPECT_TRUE(page.contains("trustwatch_organisation_info"));
}

TEST_F(ServerTest, HeadIsGetWithoutTheBody) {
  auto client = Client();
  for (const char* path : {"/", "/livez", "/metrics"}) {
    const auto head = client.Head(path);
    ASSERT_TRUE(head) << path;
    EXPECT_EQ(head->status, 200) << path;
    EXPECT_EQ(head->body, "") << path;
    EXPECT_NE(head->get_header_value("Content-Length"), "0") << path;
  }
  EXPECT_EQ(client.Head("/readyz")->status, 503);
  EXPECT_EQ(client.Head("/none")->status, 404);
}

TEST_F(ServerTest, ReadinessFollowsTheAppAndTheStore) {
  auto client = Client();
  EXPECT_EQ(client.Get("/readyz")->status, 503);
  EXPECT_THAT(client.Get("/readyz")->body, HasSubstr("starting"));
  readiness_.SetReady();
  EXPECT_EQ(client.Get("/readyz")->status, 200);
  readiness_.SetNotReady("draining before it stops");
  EXPECT_THAT(client.Get("/readyz")->body, HasSubstr("draining before it stops"));
  EXPECT_EQ(client.Get("/livez")->status, 200) << "not ready is not dead";
}

TEST_F(ServerTest, AnUnhealthyStoreIsNotReadyAndSaysWhy) {
  health_ = absl::DataLossError("page 7 is damaged; restore a backup");
  readiness_.SetReady();
  const auto answer = Client().Get("/readyz");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_THAT(answer->body, HasSubstr("page 7 is damaged"));
}

TEST_F(ServerTest, WhatIsNotThereIsToldWhatIs) {
  auto client = Client();
  for (const char* path :
       {"/metric", "/metrics/", "/favicon.ico", "//", "/../etc/passwd", "/%00"}) {
    const auto answer = client.Get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->status, 404) << path;
    EXPECT_THAT(answer->body, HasSubstr("/metrics")) << path;
  }
  EXPECT_EQ(client.Post("/none", "x", "text/plain")->status, 404);
}

TEST_F(ServerTest, OtherMethodsAreRefusedWithTheRightOnes) {
  auto client = Client();
  const auto check = [](const httplib::Result& answer, const char* method) {
    ASSERT_TRUE(answer) << method;
    EXPECT_EQ(answer->status, 405) << method;
    EXPECT_EQ(answer->get_header_value("Allow"), "GET, HEAD") << method;
    EXPECT_THAT(answer->body, HasSubstr(method));
  };
  check(client.Post("/metrics", "x", "text/plain"), "POST");
  check(client.Put("/metrics", "x", "text/plain"), "PUT");
  check(client.Patch("/livez", "x", "text/plain"), "PATCH");
  check(client.Delete("/readyz"), "DELETE");
  check(client.Options("/"), "OPTIONS");
  const RawClient raw(server_->port());
  raw.Send("TRACE / HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(raw.ReadAll(), StartsWith("HTTP/1.1 405 "));
  EXPECT_EQ(client.Get("/livez")->status, 200) << "the connection is still good";
}

TEST_F(ServerTest, WhatIsUnreadableIsRefusedAndHungUpOn) {
  EXPECT_EQ(Client().Get("/" + std::string(10'000, 'x'))->status, 414);
  for (const char* request : {"nonsense\r\n\r\n", "GET /livez\r\n\r\n", "FETCH / HTTP/1.1\r\n\r\n",
                              "GET / HTTP/9.9\r\n\r\n"}) {
    const RawClient client(server_->port());
    client.Send(request);
    const std::string answer = client.ReadAll();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << request;
    EXPECT_THAT(answer, HasSubstr("Connection: close")) << request;
  }
  EXPECT_EQ(Client().Get("/livez")->status, 200);
}

TEST_F(ServerTest, ClientsThatSendNothingBlockNobody) {
  std::vector<std::unique_ptr<RawClient>> idle;
  for (std::size_t i = 0; i + 1 < kConnectionsServedMax; ++i) {
    idle.push_back(std::make_unique<RawClient>(server_->port()));
    idle.back()->Send("GET /metrics HTTP/1.1\r\nX-Slow: ");
  }
  EXPECT_EQ(Client().Get("/livez")->status, 200);
}

TEST_F(ServerTest, AClientThatTricklesIsGivenUpWithoutAnAnswerToOthers) {
  Start({.request_duration_max = absl::Milliseconds(50)});
  std::vector<std::unique_ptr<RawClient>> slow;  // more than there are threads
  for (std::size_t i = 0; i < kConnectionsServedMax + 2; ++i) {
    slow.push_back(std::make_unique<RawClient>(server_->port()));
    slow.back()->Send("G");
  }
  EXPECT_EQ(Client().Get("/livez")->status, 200);
  for (const auto& client : slow) client->ReadAll();  // the server hangs up
}

TEST_F(ServerTest, AConnectionServesManyRequestsButNotForEver) {
  auto client = Client();
  client.set_keep_alive(true);
  for (std::size_t i = 0; i < kRequestsPerConnectionMax + 10; ++i) {
    ASSERT_TRUE(client.Get("/livez")) << i;
  }
  const RawClient raw(server_->port());
  std::string requests;
  for (std::size_t i = 0; i < kRequestsPerConnectionMax + 10; ++i) {
    requests += "GET /livez HTTP/1.1\r\n\r\n";
  }
  raw.Send(requests);
  const std::string answers = raw.ReadAll();
  std::size_t count = 0;
  for (std::size_t at = 0; (at = answers.find("alive\n", at)) != std::string::npos; ++at) ++count;
  EXPECT_EQ(count, kRequestsPerConnectionMax);
}

TEST_F(ServerTest, RequestsAreCountedUnderKnownPathsOnly) {
  auto client = Client();
  client.Get("/livez");
  client.Get("/made-up-by-a-stranger");
  client.Post("/metrics", "", "text/plain");
  const auto page = testing::Value(testing::ParsePage(client.Get("/metrics")->body));
  const auto& family = page.at("trustwatch_http_requests_total");
  EXPECT_EQ(family.ValueOf({{"path", "/livez"}, {"code", "200"}}), 1);
  EXPECT_EQ(family.ValueOf({{"path", "other"}, {"code", "404"}}), 1);
  EXPECT_EQ(family.ValueOf({{"path", "/metrics"}, {"code", "405"}}), 1);
  EXPECT_EQ(family.samples.size(), 3U) << "this very scrape is not over yet";
}

TEST_F(ServerTest, AnswersAreNotKeptByCachesUnlessTheyAskAgain) {
  EXPECT_EQ(Client().Get("/livez")->get_header_value("Cache-Control"), "no-store");
  EXPECT_EQ(Client().Get("/metrics")->get_header_value("Cache-Control"), "no-cache");
}

TEST_F(ServerTest, ThePageComesInTheFormThatIsWanted) {
  struct Case {
    const char* accept;
    const char* accept_encoding;
    int status;
    const char* type;
    const char* coding;
  };
  constexpr char kText[] = "text/plain; version=0.0.4; charset=utf-8";
  constexpr char kOpen[] = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  for (const Case& c :
       {Case{"*/*", "identity", 200, kText, ""},
        Case{"application/openmetrics-text;version=1.0.0,*/*;q=0.1", "", 200, kOpen, ""},
        Case{"application/openmetrics-text", "gzip", 200, kOpen, "gzip"},
        Case{"text/plain", "br, gzip;q=0.2", 200, kText, "gzip"},
        Case{"text/html", "gzip", 406, "text/plain; charset=utf-8", ""},
        Case{"*/*", "br, identity;q=0", 406, "text/plain; charset=utf-8", ""},
        Case{";;;\t,q=;", "\"", 200, kText, ""}}) {
    const httplib::Headers headers = {{"Accept", c.accept}, {"Accept-Encoding", c.accept_encoding}};
    auto client = Client();
    client.set_decompress(false);
    const auto answer = client.Get("/metrics", headers);
    ASSERT_TRUE(answer) << c.accept;
    EXPECT_EQ(answer->status, c.status) << c.accept;
    EXPECT_EQ(answer->get_header_value("Content-Type"), c.type) << c.accept;
    EXPECT_EQ(answer->get_header_value("Content-Encoding"), c.coding) << c.accept;
    EXPECT_EQ(answer->get_header_value("Vary"), "Accept, Accept-Encoding") << c.accept;
    const bool is_zipped = std::string(c.coding) == "gzip";
    const std::string text = is_zipped ? testing::Gunzip(answer->body) : answer->body;
    EXPECT_EQ(text.ends_with("# EOF\n"), std::string(c.type) == kOpen) << c.accept;
    EXPECT_THAT(text, HasSubstr(c.status == 200 ? "trustwatch_build" : "openmetrics-text"));
    const auto head = client.Head("/metrics", headers);
    EXPECT_EQ(head->status, c.status) << c.accept;
    EXPECT_EQ(head->body, "");
    EXPECT_EQ(head->get_header_value("Content-Type"), c.type) << c.accept;
  }
}

TEST_F(ServerTest, WhoHasThePageIsNotSentItAgain) {
  auto client = Client();
  const std::string etag = client.Get("/metrics")->get_header_value("ETag");
  EXPECT_THAT(etag, StartsWith("W/\""));
  const auto unchanged = client.Get("/metrics", {{"If-None-Match", "\"x\", " + etag}});
  ASSERT_TRUE(unchanged);
  EXPECT_EQ(unchanged->status, 304);
  EXPECT_EQ(unchanged->body, "");
  EXPECT_EQ(unchanged->get_header_value("ETag"), etag);
  EXPECT_FALSE(unchanged->has_header("Content-Length")) << "it would be that of the page";
  EXPECT_EQ(client.Head("/metrics", {{"If-None-Match", etag}})->status, 304);
  EXPECT_EQ(
      client.Get("/metrics", {{"If-None-Match", etag}, {"Accept", "application/openmetrics-text"}})
          ->status,
      200)
      << "another representation";
  definitions_.Replace(testing::DefinitionsBuilder().Build());
  const auto changed = client.Get("/metrics", {{"If-None-Match", etag}});
  EXPECT_EQ(changed->status, 200);
  EXPECT_NE(changed->get_header_value("ETag"), etag);
}

TEST_F(ServerTest, StoppingLetsAPageUnderWayEnd) {
  testing::DefinitionsBuilder builder;
  builder.organisations[0].names[0].name = std::string(32UL << 20U, 'n');  // no buffer holds it
  definitions_.Replace(builder.Build());
  const RawClient client(server_->port());
  client.Send("GET /metrics HTTP/1.1\r\n\r\n");
  const std::string begin = client.ReadSome(100'000);
  auto stopped = std::async(std::launch::async, [this] { server_->Stop(); });
  const std::string rest = client.ReadAll();
  EXPECT_EQ(stopped.wait_for(std::chrono::seconds(30)), std::future_status::ready);
  // The last line is the clock's: noon of 1 July 2026, 20,635 days and a half after 1970-01-01.
  EXPECT_THAT(rest, EndsWith("\ntrustwatch_time_seconds 1782907200\n"));
}

TEST_F(ServerTest, APortIsHeldByOneServer) {
  ServerOptions options;
  options.port = server_->port();
  const auto second =
      Server::Start(options, StandardRoutes({page_, page_}, readiness_), telemetry_);
  EXPECT_THAT(second, HasReason("HTTP_LISTEN_FAILED"));
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("--http-listen"));
}

TEST_F(ServerTest, BadAddressesAreRefusedWithTheCure) {
  for (const auto& [options, reason] :
       {std::pair(ServerOptions{.port = -1}, "HTTP_PORT_MALFORMED"),
        std::pair(ServerOptions{.port = 65'536}, "HTTP_PORT_MALFORMED"),
        std::pair(ServerOptions{.host = "192.0.2.1"}, "HTTP_LISTEN_FAILED"),
        std::pair(ServerOptions{.host = "not an address"}, "HTTP_LISTEN_FAILED")}) {
    EXPECT_THAT(Server::Start(options, StandardRoutes({page_, page_}, readiness_), telemetry_),
                HasReason(reason));
  }
}

TEST_F(ServerTest, ItListensOnIpv6Too) {
  const int probe = socket(AF_INET6, SOCK_STREAM, 0);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  const bool has_v6 = bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  close(probe);
  if (!has_v6) GTEST_SKIP() << "this machine has no ::1";
  Start({.host = "::1"});
  const auto answer = httplib::Client("::1", server_->port()).Get("/livez");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
}

TEST_F(ServerTest, StoppingHangsUpOnIdleConnectionsAtOnce) {
  Start({.connection_idle_max = absl::Hours(1)});
  const RawClient idle(server_->port());
  idle.Send("GET /livez HTTP/1.1\r\n\r\n");
  auto stopped = std::async(std::launch::async, [this] { server_->Stop(); });
  EXPECT_EQ(stopped.wait_for(std::chrono::seconds(30)), std::future_status::ready);
  EXPECT_FALSE(Client().Get("/livez"));
  server_->Stop();  // again is harmless
}

TEST_F(ServerTest, StoppingLetsARequestUnderWayEnd) {
  const RawClient client(server_->port());
  client.Send("GET /livez HTTP/1.1\r\n");
  Client().Get("/livez");  // accepted after the one above, so that one is being served
  auto stopped = std::async(std::launch::async, [this] { server_->Stop(); });
  client.Send("\r\n");
  EXPECT_THAT(client.ReadAll(), HasSubstr("alive"));
  EXPECT_EQ(stopped.wait_for(std::chrono::seconds(30)), std::future_status::ready);
}

TEST_F(ServerTest, ManyClientsAtOnceAreAllAnswered) {
  std::vector<std::jthread> clients;
  std::atomic<int> answered = 0;
  for (int c = 0; c < 16; ++c) {
    clients.emplace_back([this, &answered] {
      for (int i = 0; i < 5; ++i) {
        const auto answer = Client().Get("/metrics");
        if (answer && answer->status == 200 && testing::ParsePage(answer->body).ok()) ++answered;
      }
    });
  }
  clients.clear();  // joins
  EXPECT_EQ(answered, 80);
}

}  // namespace
}  // namespace trustwatch::http
