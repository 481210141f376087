#include "daemon/http/query_parameters.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using ::testing::SizeIs;
using testing::Value;

constexpr char kSelector[] = "trustwatch_indicator_value{org=\"RX4\"}";

TEST(QueryParameters, EachSelectorIsAQueryOverTheSameInstants) {
  const httplib::Params parameters = {{"match[]", kSelector},
                                      {"match[]", "{indicator=\"calls\"}"},
                                      {"start", "1769947200"},
                                      {"end", "2026-02-28T12:00:00.5Z"}};
  const auto queries = Value(QueriesOf(parameters, {}, std::nullopt));
  ASSERT_THAT(queries, SizeIs(2));
  EXPECT_THAT(queries[0].matchers, SizeIs(2));
  EXPECT_THAT(queries[1].matchers, SizeIs(1));
  for (const samples::Query& query : queries) {
    EXPECT_EQ(query.instants.from_ms, 1'769'947'200'000);
    EXPECT_EQ(query.instants.to_ms, 1'772'280'000'500);
  }
}

TEST(QueryParameters, AsOfBecomesAMatcherOfEach) {
  const httplib::Params parameters = {{"match[]", kSelector}, {"as_of", "2026-03-31"}};
  const auto queries = Value(QueriesOf(parameters, {}, std::nullopt));
  ASSERT_THAT(queries, SizeIs(1));
  EXPECT_EQ(queries[0].matchers.back().label(), "as_of");
  EXPECT_EQ(queries[0].matchers.back().value(), "2026-03-31");
}

TEST(QueryParameters, WithoutASelectorThereIsWhatTheRouteSays) {
  EXPECT_THAT(Value(QueriesOf({}, {}, std::nullopt)), IsEmpty());
  const auto all = Value(QueriesOf({}, {}, ""));
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0].matchers, IsEmpty());
  EXPECT_THAT(Value(QueriesOf({}, {}, kSelector))[0].matchers, SizeIs(2));
}

// Grafana and Prometheus send such ends for "all there is".
TEST(QueryParameters, EndsBeyondAllTimeAreAllTime) {
  const httplib::Params parameters = {
      {"match[]", kSelector}, {"start", "-9223309901257974"}, {"end", "9223309901257974.5"}};
  const auto queries = Value(QueriesOf(parameters, {}, std::nullopt));
  EXPECT_EQ(queries[0].instants.from_ms, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(queries[0].instants.to_ms, std::numeric_limits<std::int64_t>::max());
}

TEST(QueryParameters, WhatCannotBeReadIsRefusedByName) {
  const std::vector<std::pair<httplib::Params, std::string>> cases = {
      {{{"match[]", kSelector}, {"start", "yesterday"}}, "start=yesterday is no instant"},
      {{{"match[]", kSelector}, {"end", "2026-02"}}, "end=2026-02 is no instant"},
      {{{"match[]", kSelector}, {"end", "nan"}}, "end=nan is no instant"},
      {{{"match[]", ""}}, "match[] is empty"},
      {{{"match[]", "rate(x[5m])"}}, ""},
      {{{"match[]", "{org=\"RX4\""}}, ""},
      {{{"query", "up"}}, "there is no parameter query"},
  };
  for (const auto& [parameters, message] : cases) {
    EXPECT_THAT(QueriesOf(parameters, {"limit"}, std::nullopt).status(),
                IsError(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
  }
  EXPECT_TRUE(QueriesOf({{"limit", "5"}}, {"limit"}, "").ok());
}

TEST(QueryParameters, TooManySelectorsAreRefused) {
  httplib::Params parameters;
  for (std::size_t i = 0; i <= kSelectorsMax; ++i) parameters.emplace("match[]", kSelector);
  EXPECT_THAT(QueriesOf(parameters, {}, std::nullopt).status(),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("the most is 64")));
}

TEST(QueryParameters, AFormCountsAsThePathDoes) {
  httplib::Request request;
  request.target = "/api/v1/series?start=1";
  const Exchange exchange{.body = "match%5B%5D=up&end=2"};
  EXPECT_THAT(ParametersOf(request, exchange), SizeIs(1));
  request.set_header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  EXPECT_EQ(ParametersOf(request, exchange),
            (httplib::Params{{"end", "2"}, {"match[]", "up"}, {"start", "1"}}));
}

// Some clients leave = and braces as they are.
TEST(QueryParameters, TheFirstEqualsSignEndsAName) {
  httplib::Request request;
  request.target = "/api/v1/series?match[]={org=\"RX4\",indicator!=%22a+b%22}&end=2&&empty";
  EXPECT_EQ(ParametersOf(request, {}),
            (httplib::Params{
                {"empty", ""}, {"end", "2"}, {"match[]", "{org=\"RX4\",indicator!=\"a b\"}"}}));
}

}  // namespace
}  // namespace trustwatch::http
