// The routes of history over a real server: read_route.h, label_routes.h and export_routes.h.
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/export_routes.h"
#include "daemon/http/label_routes.h"
#include "daemon/http/query_gate.h"
#include "daemon/http/read_route.h"
#include "daemon/http/server.h"
#include "daemon/samples/archive.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "httplib.h"
#include "snappy.h"
#include "tests/http/raw_client.h"
#include "tests/insight/insight_builder.h"
#include "tests/support/definitions_builder.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/prometheus/v1/remote_read.pb.h"

namespace trustwatch::http {
namespace {

using ::testing::AnyOf;
using testing::Count;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::InsightFixture;
using testing::NoonOf;
using testing::SliceOf;
using ::testing::StartsWith;
using testing::Value;

namespace wire = trustwatch::prometheus::v1;

constexpr char kRead[] = "/api/v1/read";
constexpr char kProtobuf[] = "application/x-protobuf";
constexpr char kValueName[] = "trustwatch_indicator_value";

std::string Pack(const wire::ReadRequest& request) {
  std::string packed;
  const std::string bytes = request.SerializeAsString();
  snappy::Compress(bytes.data(), bytes.size(), &packed);
  return packed;
}

wire::ReadRequest RequestFor(const std::string& name) {
  wire::ReadRequest request;
  wire::Query& query = *request.add_queries();
  query.set_start_timestamp_ms(0);
  query.set_end_timestamp_ms(4'000'000'000'000);
  wire::LabelMatcher& matcher = *query.add_matchers();
  matcher.set_name("__name__");
  matcher.set_value(name);
  return request;
}

struct HistoryRoutes : public ::testing::Test {
  HistoryRoutes() {
    fixture.Report(NoonOf("2026-03-10"), "XA1",
                   {{SliceOf("calls_offered"), "2026-01", Count(64)},
                    {SliceOf("calls_offered"), "2026-02", Count(65)}});
    fixture.stored.clock.Set(NoonOf("2026-07-01"));
    std::vector<Route> routes = LabelRoutes(archives, gate);
    for (Route& route : ExportRoutes(archives, gate)) routes.push_back(std::move(route));
    routes.push_back(ReadRoute(archives, gate));
    server = Value(Server::Start({}, std::move(routes), telemetry));
  }

  httplib::Client Client() const { return httplib::Client("127.0.0.1", server->port()); }

  std::string Get(const std::string& path, int status = 200) const {
    const auto answer = Client().Get(path.c_str());
    EXPECT_TRUE(answer);
    if (!answer) return "";
    EXPECT_EQ(answer->status, status) << answer->body;
    return answer->body;
  }

  InsightFixture fixture;
  samples::Archive archive{{.store = fixture.store(),
                            .definitions = fixture.definitions,
                            .series = fixture.figures,
                            .sight = domain::Sight::kExact,
                            .clock = fixture.stored.clock}};
  BySight<samples::Archive> archives{archive, archive};
  QueryGate gate{{}};
  telemetry::Telemetry telemetry{"1.2.3", fixture.stored.clock};
  std::unique_ptr<Server> server;
};

TEST_F(HistoryRoutes, ReadAnswersWithSamples) {
  const auto answer = Client().Post(kRead, Pack(RequestFor(kValueName)), kProtobuf);
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->status, 200) << answer->body;
  EXPECT_EQ(answer->get_header_value("Content-Type"), kProtobuf);
  EXPECT_EQ(answer->get_header_value("Content-Encoding"), "snappy");
  std::string bytes;
  ASSERT_TRUE(snappy::Uncompress(answer->body.data(), answer->body.size(), &bytes));
  wire::ReadResponse response;
  ASSERT_TRUE(response.ParseFromString(bytes));
  ASSERT_EQ(response.results_size(), 1);
  ASSERT_EQ(response.results(0).timeseries_size(), 1);
  const wire::TimeSeries& series = response.results(0).timeseries(0);
  ASSERT_EQ(series.samples_size(), 2);
  EXPECT_EQ(series.samples(1).value(), 65);
  EXPECT_EQ(series.samples(1).timestamp(), absl::ToUnixMillis(NoonOf("2026-02-01")));
}

TEST_F(HistoryRoutes, ReadAnswersWithFramesWhereTheyAreWanted) {
  wire::ReadRequest request = RequestFor(kValueName);
  request.add_accepted_response_types(1);
  request.add_accepted_response_types(0);
  const auto answer = Client().Post(kRead, Pack(request), kProtobuf);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_THAT(answer->get_header_value("Content-Type"),
              StartsWith("application/x-streamed-protobuf"));
  EXPECT_FALSE(answer->has_header("Content-Encoding"));
  EXPECT_THAT(answer->body, HasSubstr("calls_offered"));
}

// An empty answer would draw an empty chart, and resolve an alert.
TEST_F(HistoryRoutes, ReadNeverAnswersAFailureWithSuccess) {
  const auto refusal = [this](const std::string& body) {
    const auto answer = Client().Post(kRead, body, kProtobuf);
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status, 400) << answer->body;
    return answer->body;
  };
  EXPECT_THAT(refusal("no snappy"), HasSubstr("snappy"));
  EXPECT_NE(refusal(""), "");
  wire::ReadRequest malformed = RequestFor(kValueName);
  auto& matcher = *malformed.mutable_queries(0)->add_matchers();
  matcher.set_name("org");
  matcher.set_type(2);
  matcher.set_value("(");
  EXPECT_THAT(refusal(Pack(malformed)), HasSubstr("regular expression"));
  matcher.set_type(0);
  matcher.set_name("as_of");
  matcher.set_value("soon");
  EXPECT_THAT(refusal(Pack(malformed)), HasSubstr("as_of"));
  const auto too_large = Client().Post(kRead, std::string(1'500'000, 'x'), kProtobuf);
  ASSERT_TRUE(too_large);
  EXPECT_EQ(too_large->status, 413);
}

TEST_F(HistoryRoutes, ABusyDaemonSaysWhenToAskAgain) {
  std::vector<QueryGate::Pass> all;
  QueryGate narrow({.answered_max = 1, .waiting_max = 0});
  all.push_back(Value(narrow.Enter()));
  std::vector<Route> routes;
  routes.push_back(ReadRoute(archives, narrow));
  for (Route& route : LabelRoutes(archives, narrow)) routes.push_back(std::move(route));
  server = Value(Server::Start({}, std::move(routes), telemetry));
  const auto answer = Client().Post(kRead, Pack(RequestFor(kValueName)), kProtobuf);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->get_header_value("Retry-After"), "5");
  EXPECT_THAT(Get("/api/v1/labels", 503), HasSubstr(R"("errorType":"unavailable")"));
}

TEST_F(HistoryRoutes, SeriesAnswerAsPrometheusDoes) {
  EXPECT_EQ(Get("/api/v1/series?match[]=trustwatch_indicator_value"),
            R"({"status":"success","data":[{"__name__":"trustwatch_indicator_value",)"
            R"("indicator":"calls_offered","org":"XA1"}]})");
  EXPECT_EQ(Get("/api/v1/series?match[]=up"), R"({"status":"success","data":[]})");
  EXPECT_THAT(Get("/api/v1/series", 400), HasSubstr("no match[] parameter"));
  EXPECT_THAT(Get("/api/v1/series?match[]=rate(up[5m])", 400),
              HasSubstr(R"("errorType":"bad_data")"));
  const auto posted = Client().Post("/api/v1/series", "match[]=trustwatch_indicator_mean",
                                    "application/x-www-form-urlencoded");
  ASSERT_TRUE(posted);
  EXPECT_THAT(posted->body, HasSubstr(R"("org":"XA1")"));
}

TEST_F(HistoryRoutes, LabelsAndTheirValuesAnswerAsPrometheusDoes) {
  EXPECT_EQ(Get("/api/v1/labels?match[]=trustwatch_indicator_value"),
            R"({"status":"success","data":["__name__","indicator","org"]})");
  EXPECT_EQ(Get("/api/v1/label/org/values?match[]=trustwatch_indicator_value"),
            R"({"status":"success","data":["XA1"]})");
  EXPECT_EQ(Get("/api/v1/label/region/values"),
            R"({"status":"success","data":["Invented North"]})");
  EXPECT_EQ(Get("/api/v1/label/nothing/values"), R"({"status":"success","data":[]})");
  EXPECT_THAT(Get("/api/v1/label/__name__/values"), HasSubstr(kValueName));
  EXPECT_EQ(Get("/api/v1/labels?match[]=trustwatch_indicator_value&limit=2"),
            R"({"status":"success","data":["__name__","indicator"]})");
  EXPECT_THAT(Get("/api/v1/labels?limit=-1", 400), HasSubstr("limit=-1 is no number"));
  EXPECT_EQ(Get("/api/v1/label/org/values?match[]=trustwatch_indicator_value&start=1893456000"),
            R"({"status":"success","data":[]})");
}

TEST_F(HistoryRoutes, ExportsAreWholeFiles) {
  EXPECT_EQ(Get("/export/openmetrics?match[]=trustwatch_indicator_value"),
            "# HELP trustwatch_indicator_value The figure of each period, in the indicator's unit. "
            "Never sum across indicators.\n"
            "# TYPE trustwatch_indicator_value gauge\n"
            "trustwatch_indicator_value{indicator=\"calls_offered\",org=\"XA1\"} 64 1767268800\n"
            "trustwatch_indicator_value{indicator=\"calls_offered\",org=\"XA1\"} 65 1769947200\n"
            "# EOF\n");
  EXPECT_THAT(Get("/export/csv"), EndsWith("2026-02-28,number,65,common_cause,64.5,,,true,\r\n"));
  EXPECT_EQ(Get("/export/json?match[]={org=%22XB2%22}"), "{\"series\":[\n\n]}\n");
  EXPECT_THAT(Get("/export/json"), HasSubstr(R"("organisation":"XA1")"));
  EXPECT_THAT(Get("/export/csv?match[]=trustwatch_indicator_mean", 400),
              HasSubstr("every row has"));
  EXPECT_THAT(Get("/export/csv?match[]={org=%22XA1%22}&match[]={org=%22XB2%22}", 400),
              HasSubstr("one match[]"));
  EXPECT_THAT(Get("/export/csv?as_of=soon", 400), HasSubstr("as_of"));
}

// Nothing that is sent ends the process, and nothing but a good request is answered with 200.
TEST_F(HistoryRoutes, WhateverIsSentIsAnsweredOrRefused) {
  const auto seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const std::string good = Pack(RequestFor(kValueName));
  for (int round = 0; round < 500; ++round) {
    std::string body = good;
    for (std::uint64_t i = 0; i <= random() % 4; ++i) {
      body[random() % body.size()] = static_cast<char>(random());
    }
    if (round % 5 == 0) body.resize(random() % (body.size() + 1));
    const auto answer = Client().Post(kRead, body, kProtobuf);
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->status, AnyOf(200, 400)) << answer->body;
  }
  EXPECT_THAT(Get("/api/v1/labels"), HasSubstr("success"));
}

TEST_F(HistoryRoutes, WhateverTheRequestLineIsItIsAnsweredOrRefused) {
  const auto seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const std::vector<std::string> lines = {
      "GET /api/v1/series?match[]=trustwatch_indicator_value{org=%22XA1%22} HTTP/1.1",
      "GET /api/v1/label/org/values?start=1&end=2 HTTP/1.1",
      "GET /export/csv?match[]={org=%22XA1%22}&as_of=2026-03-31 HTTP/1.1",
      "POST /api/v1/read HTTP/1.1"};
  for (int round = 0; round < 300; ++round) {
    std::string line = lines[random() % lines.size()];
    for (std::uint64_t i = 0; i <= random() % 3; ++i) {
      line[random() % line.size()] = static_cast<char>(random());
    }
    const testing::RawClient client(server->port());
    client.SendWhatIsTaken(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
    client.EndSending();
    EXPECT_THAT(client.ReadAll(), AnyOf("", StartsWith("HTTP/1.1 "))) << line;
  }
  EXPECT_THAT(Get("/api/v1/labels"), HasSubstr("success"));
}

}  // namespace
}  // namespace trustwatch::http
