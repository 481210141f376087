#include "daemon/http/dispatcher.h"

#include <algorithm>
#include <cstddef>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "daemon/http/server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "prometheus/metric_family.h"
#include "tests/http/raw_client.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawClient;
using ::testing::StartsWith;

constexpr std::size_t kLargeBytes = 1'048'576;

// Pages that do what a page may do.
std::vector<Route> RoutesOfAllKinds() {
  std::vector<Route> routes;
  routes.push_back({.path = "/echo",
                    .methods = {"POST", "PUT"},
                    .what = "says what was sent",
                    .body_bytes_max = kLargeBytes,
                    .handle = [](const httplib::Request&, const Exchange& exchange,
                                 httplib::Response& response) { response.body = exchange.body; }});
  routes.push_back({.path = "/label/{name}/values",
                    .what = "says what was asked",
                    .handle = [](const httplib::Request&, const Exchange& exchange,
                                 httplib::Response& response) {
                      response.body =
                          absl::StrCat(exchange.segments.at(0), " for ", exchange.caller.name,
                                       " in ", exchange.accept_encoding);
                    }});
  routes.push_back({.path = "/throws",
                    .what = "never answers",
                    .handle = [](const httplib::Request&, const Exchange&, httplib::Response&) {
                      throw std::runtime_error("secret");
                    }});
  return routes;
}

// A page of 64 MiB, which no buffer of a connection holds; `done` learns whether all of it was
// written.
Route Stream(std::string path, absl::Duration duration_max, std::promise<bool>& done) {
  return {.path = std::move(path),
          .what = "streams",
          .duration_max = duration_max,
          .handle = [&done](const httplib::Request&, const Exchange&, httplib::Response& response) {
            const auto provide = [count = 0](std::size_t, httplib::DataSink& sink) mutable {
              const std::string block(kLargeBytes, 'x');
              if (++count > 64) {
                sink.done();
              } else {
                sink.write(block.data(), block.size());
              }
              return true;
            };
            response.set_chunked_content_provider(
                "text/plain", provide, [&done](bool is_whole) { done.set_value(is_whole); });
          }};
}

class DispatcherTest : public ::testing::Test {
 protected:
  void SetUp() override { Start({}); }
  void Start(const ServerOptions& options) {
    server_.reset();
    std::vector<Route> routes = RoutesOfAllKinds();
    routes.push_back(Stream("/stream", absl::Minutes(5), stream_done_));
    routes.push_back(Stream("/brief-stream", absl::Milliseconds(50), brief_stream_done_));
    server_ = testing::Value(Server::Start(options, std::move(routes), telemetry_));
  }
  httplib::Client Client() const { return httplib::Client("127.0.0.1", server_->port()); }
  std::string Raw(const std::string& request) const {
    const RawClient client(server_->port());
    client.Send(request);
    return client.ReadAll();
  }

  std::promise<bool> stream_done_;
  std::promise<bool> brief_stream_done_;
  testing::FakeClock clock_;
  telemetry::Telemetry telemetry_{"1.2.3", clock_};
  std::unique_ptr<Server> server_;
};

TEST_F(DispatcherTest, ARouteTakesWhatItSaysAndNoMore) {
  auto client = Client();
  const std::string most(kLargeBytes, 'b');
  EXPECT_EQ(client.Post("/echo", most, "text/plain")->body, most);
  EXPECT_EQ(client.Put("/echo", "abc", "text/plain")->body, "abc");
  const auto refused = client.Post("/echo", most + "b", "text/plain");
  ASSERT_TRUE(refused) << "the answer reaches a client that still sends";
  EXPECT_EQ(refused->status, 413);
  EXPECT_THAT(refused->body, HasSubstr("1048576 bytes"));
  EXPECT_EQ(refused->get_header_value("Connection"), "close");
  EXPECT_EQ(client.Post("/echo", "", "text/plain")->status, 200);
}

TEST_F(DispatcherTest, ABodyInChunksIsCountedAsItComes) {
  const auto chunk = [](std::size_t bytes) {
    return absl::StrCat(absl::Hex(bytes), "\r\n", std::string(bytes, 'c'), "\r\n");
  };
  const std::string head =
      "POST /echo HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_THAT(Raw(head + chunk(3) + chunk(2) + "0\r\n\r\n"), EndsWith("\r\n\r\nccccc"));
  EXPECT_THAT(Raw(head + chunk(kLargeBytes) + chunk(1) + "0\r\n\r\n"), HasSubstr(" 413 "));
  for (const char* bad : {"zz\r\n", "-1\r\n", "5\r\nab", "FFFFFFFFFFFFFFFFF\r\n"}) {
    const RawClient client(server_->port());
    client.Send(head + bad);
    client.EndSending();
    const std::string answer = client.ReadAll();
    EXPECT_THAT(answer, Not(HasSubstr(" 200 "))) << bad;
  }
}

TEST_F(DispatcherTest, AnUnreadBodyIsNotTakenForARequest) {
  const std::string smuggled = "GET /label/x/values HTTP/1.1\r\n\r\n";
  for (const char* method : {"GET /label/a/values", "HEAD /label/a/values", "OPTIONS /echo",
                             "DELETE /echo", "POST /none", "TRACE /echo"}) {
    const std::string answer = Raw(absl::StrCat(
        method, " HTTP/1.1\r\nContent-Length: ", smuggled.size(), "\r\n\r\n", smuggled));
    EXPECT_EQ(answer.find("HTTP/1.1 "), answer.rfind("HTTP/1.1 ")) << method << answer;
    EXPECT_THAT(answer, HasSubstr("Connection: close")) << method;
  }
}

TEST_F(DispatcherTest, WhoWaitsForPermissionIsNotAskedForWhatWouldBeRefused) {
  EXPECT_THAT(Raw("POST /none HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"),
              StartsWith("HTTP/1.1 404 "));
  const RawClient client(server_->port());
  client.Send(
      "POST /echo HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\n"
      "Content-Length: 5\r\n\r\nabcde");
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 100 "));
}

TEST_F(DispatcherTest, AHandlerKnowsItsSegmentsAndItsCaller) {
  const auto answer =
      Client().Get("/label/a%20b/values", {{"Accept-Encoding", "gzip"}, {"Range", "bytes=0-1"}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200) << "no part of a page means anything";
  EXPECT_EQ(answer->body, "a b for loopback in gzip");
  EXPECT_FALSE(answer->has_header("Content-Encoding")) << "httplib does not compress by itself";
}

TEST_F(DispatcherTest, WhatAHandlerThrowsIsNotTold) {
  const auto answer = Client().Get("/throws");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_THAT(answer->body, Not(HasSubstr("secret")));
  EXPECT_FALSE(answer->has_header("EXCEPTION_WHAT"));
}

TEST_F(DispatcherTest, HeadsOfAnyKindAreAnsweredOrHungUpOn) {
  const std::string filler(100'000, 'h');
  const std::vector<std::string> heads = {
      "GET / HTTP/1.1\r\nX: " + filler + "\r\n\r\n",         // one long header
      "GET / HTTP/1.1\r\n" + filler,                         // that never ends
      "GET /" + filler + " HTTP/1.1\r\n\r\n",                // a long path
      filler,                                                // no line at all
      "GET / HTTP/1.1\r\nno colon\r\n: no name\r\n\r\n",     // not headers
      "GET / HTTP/1.1\r\nRange: bytes=zz\r\n\r\n",           // unreadable range
      "GET /%zz%0a%00 HTTP/1.1\r\n\r\n",                     // odd escapes
      std::string("GET /\0 HTTP/1.1\r\n\r\n", 20),           // a zero byte
      "\r\n\r\n\r\n\r\n",                                    // nothing
      "POST /echo HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc"  // ends early
  };
  for (const std::string& head : heads) {
    const RawClient client(server_->port());
    client.SendWhatIsTaken(head);
    client.EndSending();
    client.ReadAll();
    EXPECT_EQ(Client().Get("/")->status, 200) << head.substr(0, 60);
  }
  std::string many = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 10'000; ++i) many += absl::StrCat("X-", i, ": y\r\n");
  EXPECT_THAT(Raw(many), HasSubstr(" 400 ")) << "headers are limited together, too";
}

TEST_F(DispatcherTest, PipelinedRequestsAreAnsweredInOrder) {
  const std::string answers =
      Raw("GET /label/one/values HTTP/1.1\r\n\r\n"
          "POST /echo HTTP/1.1\r\nContent-Length: 3\r\n\r\ntwo"
          "HEAD / HTTP/1.1\r\n\r\n"
          "GET /label/three/values HTTP/1.1\r\nConnection: close\r\n\r\n");
  const std::size_t one = answers.find("one for");
  const std::size_t two = answers.find("two");
  const std::size_t three = answers.find("three for");
  EXPECT_LT(one, two);
  EXPECT_LT(two, three);
  EXPECT_NE(three, std::string::npos);
  EXPECT_THAT(answers, Not(HasSubstr("/echo (POST")));  // the body that HEAD has not
}

TEST_F(DispatcherTest, AStreamHasTheTimeOfItsRoute) {
  Start({.request_duration_max = absl::Milliseconds(50)});
  const RawClient slow(server_->port());
  slow.Send("GET /brief-stream HTTP/1.1\r\n\r\n");
  EXPECT_FALSE(brief_stream_done_.get_future().get()) << "it was cut off: nobody reads";
  const auto answer = Client().Get("/stream");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body.size(), 64 * kLargeBytes);
  EXPECT_TRUE(stream_done_.get_future().get());
}

TEST_F(DispatcherTest, RequestsAreCountedAndTimedUnderTheirPattern) {
  Client().Get("/label/a/values");
  Client().Get("/label/b/values");
  Client().Get("/made-up");
  Raw("nonsense\r\n\r\n");
  server_->Stop();  // an answer is there before its request is over
  for (const auto& family : telemetry_.Collect()) {
    for (const auto& metric : family.metric) {
      const std::string& path = metric.label.empty() ? "" : metric.label.back().value;
      if (family.name == "trustwatch_http_in_flight") {
        EXPECT_EQ(metric.gauge.value, 0);
      } else if (family.name == "trustwatch_http_request_duration_seconds") {
        EXPECT_THAT(path, ::testing::AnyOf("/label/{name}/values", "other"));
        EXPECT_EQ(metric.histogram.sample_count, 2U) << path;
      }
    }
  }
}

TEST_F(DispatcherTest, TheAccessLogIsOneLineARequest) {
  Start({.access_log = true});
  ::testing::internal::CaptureStderr();
  Client().Get("/label/a%0Alevel=error/values?x=1%0A2\"");
  server_->Stop();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1) << log;
  EXPECT_THAT(log, HasSubstr("level=info msg=\"http request\" method=GET path="));
  EXPECT_THAT(log, HasSubstr("/label/a%0Alevel=error/values?x=1%0A2"));
  EXPECT_THAT(log, HasSubstr(" status=200 bytes="));
  EXPECT_THAT(log, HasSubstr(" caller=loopback peer=127.0.0.1"));
}

TEST_F(DispatcherTest, HangingUpIsNoRequest) {
  Start({.access_log = true});
  ::testing::internal::CaptureStderr();
  {
    auto client = Client();
    client.set_keep_alive(true);
    client.Get("/");
    const RawClient silent(server_->port());
  }
  Client().Get("/");
  server_->Stop();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 2) << log;
}

TEST_F(DispatcherTest, WithoutTheOptionRequestsAreNotLogged) {
  ::testing::internal::CaptureStderr();
  Client().Get("/");
  server_->Stop();
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace trustwatch::http
