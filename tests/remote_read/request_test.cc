#include "daemon/remote_read/request.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "daemon/samples/matcher.h"
#include "daemon/samples/query.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "snappy.h"
#include "tests/remote_read/hex.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/prometheus/v1/remote_read.pb.h"

namespace trustwatch::remote_read {
namespace {

namespace pb = ::trustwatch::prometheus::v1;
using samples::MatchKind;
using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::Value;

constexpr std::int64_t kEarliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max();

// 1,750,000,000 and 1,700,000,000 seconds are what the golden requests were asked with; Prometheus
// looks back 300,000 ms.
constexpr std::int64_t kEnd = 1'750'000'000'000;
constexpr std::int64_t kBegin = 1'700'000'000'000;
constexpr std::int64_t kDay = 86'400'000;

std::string Packed(std::string_view message) {
  std::string body;
  snappy::Compress(message.data(), message.size(), &body);
  return body;
}

std::string Body(const pb::ReadRequest& request) { return Packed(request.SerializeAsString()); }

pb::ReadRequest PlainRequest() {
  pb::ReadRequest request;
  pb::Query* query = request.add_queries();
  query->set_start_timestamp_ms(1'000);
  query->set_end_timestamp_ms(9'000);
  pb::LabelMatcher* matcher = query->add_matchers();
  matcher->set_name("__name__");
  matcher->set_value("trustwatch_indicator_value");
  return request;
}

std::string Golden(const std::string& name) {
  std::ifstream file(TRUSTWATCH_SOURCE_DIR "/tests/remote_read/golden/requests.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string word;
    std::string hex;
    words >> word >> hex;
    if (word == name) return FromHex(hex);
  }
  ADD_FAILURE() << "there is no golden request " << name;
  return "";
}

samples::Query GoldenQuery(const std::string& name) {
  const Request request = Value(ParseRequest(Golden(name)));
  EXPECT_EQ(request.form, Form::kSamples);
  EXPECT_EQ(request.queries.size(), 1U);
  return request.queries[0];
}

std::vector<std::string> Written(const std::vector<samples::Matcher>& matchers) {
  static const std::map<MatchKind, std::string> kSigns = {{MatchKind::kEqual, "="},
                                                          {MatchKind::kNotEqual, "!="},
                                                          {MatchKind::kRegex, "=~"},
                                                          {MatchKind::kNotRegex, "!~"}};
  std::vector<std::string> written;
  for (const samples::Matcher& matcher : matchers) {
    written.push_back(matcher.label() + kSigns.at(matcher.kind()) + matcher.value());
  }
  return written;
}

void ExpectFilled(const samples::Query& query, std::int64_t start_ms, std::int64_t end_ms,
                  std::int64_t step_ms) {
  EXPECT_FALSE(query.labels_only);
  EXPECT_EQ(query.instants.from_ms, start_ms);
  EXPECT_EQ(query.instants.to_ms, end_ms);
  ASSERT_TRUE(query.fill.has_value());
  EXPECT_EQ(query.fill->start_ms, start_ms);
  EXPECT_EQ(query.fill->end_ms, end_ms);
  EXPECT_EQ(query.fill->step_ms, step_ms);
}

void ExpectRaw(const samples::Query& query, std::int64_t from_ms, std::int64_t to_ms) {
  EXPECT_FALSE(query.labels_only);
  EXPECT_FALSE(query.fill.has_value());
  EXPECT_EQ(query.instants.from_ms, from_ms);
  EXPECT_EQ(query.instants.to_ms, to_ms);
}

TEST(GoldenRequestTest, AnInstantQueryIsFilledAtOneInstant) {
  const samples::Query query = GoldenQuery("instant");
  EXPECT_THAT(Written(query.matchers),
              ElementsAre("org=RX4", "__name__=trustwatch_indicator_value"));
  ExpectFilled(query, kEnd - 300'000, kEnd, 0);
}

TEST(GoldenRequestTest, ARangeQueryIsFilledOverItsSteps) {
  const samples::Query query = GoldenQuery("range_1d");
  EXPECT_THAT(Written(query.matchers), ElementsAre("org=~RX4|RW.", "indicator!=x", "span!~P3M",
                                                   "__name__=trustwatch_indicator_value"));
  ExpectFilled(query, kBegin - 300'000, kEnd, kDay);
}

TEST(GoldenRequestTest, RangeSelectorsSeeRawSamples) {
  ExpectRaw(GoldenQuery("range_selector"), kEnd - 365 * kDay, kEnd);
  ExpectRaw(GoldenQuery("last_over_time"), kBegin - 35 * kDay, kEnd);
}

TEST(GoldenRequestTest, SubqueriesAreFilledOverTheirOwnSteps) {
  ExpectFilled(GoldenQuery("subquery"), kEnd - 90 * kDay - 300'000, kEnd, kDay);
  // Without a step of its own it has the evaluation interval, which was a second.
  ExpectFilled(GoldenQuery("subquery_default_step"), kBegin - 90 * kDay - 300'000, kEnd, 1'000);
}

TEST(GoldenRequestTest, OffsetAndAtMoveTheGrid) {
  ExpectFilled(GoldenQuery("offset"), kEnd - 365 * kDay - 300'000, kEnd - 365 * kDay, 0);
  ExpectFilled(GoldenQuery("at"), 1'740'000'000'000 - 300'000, 1'740'000'000'000, kDay);
}

// Both requests name the range of the whole expression; only their hints tell them apart.
TEST(GoldenRequestTest, EachSelectorGetsWhatItsHintsName) {
  const samples::Query first = GoldenQuery("at_end_and_offset_1");
  const samples::Query second = GoldenQuery("at_end_and_offset_2");
  const bool is_offset_first = first.instants.to_ms != kEnd;
  ExpectFilled(is_offset_first ? second : first, kEnd - 300'000, kEnd, kDay);
  ExpectFilled(is_offset_first ? first : second, kBegin - 30 * kDay - 300'000, kEnd - 30 * kDay,
               kDay);
}

TEST(GoldenRequestTest, AggregationsAreFilled) {
  ExpectFilled(GoldenQuery("aggregation"), kEnd - 300'000, kEnd, 0);
  ExpectFilled(GoldenQuery("without"), kEnd - 300'000, kEnd, 0);
  EXPECT_THAT(Written(GoldenQuery("without").matchers),
              ElementsAre("org!=", "__name__=trustwatch_indicator_value"));
}

TEST(GoldenRequestTest, SeriesWantsLabelsOnlyOverAllTime) {
  const samples::Query query = GoldenQuery("series");
  EXPECT_TRUE(query.labels_only);
  EXPECT_FALSE(query.fill.has_value());
  EXPECT_EQ(query.instants.from_ms, -9'223'309'901'257'974'000);
  EXPECT_EQ(query.instants.to_ms, 9'223'309'901'257'974'999);
  EXPECT_TRUE(GoldenQuery("series_range").labels_only);
}

TEST(GoldenRequestTest, RulesAskLikeInstantQueries) {
  const samples::Query recorded = GoldenQuery("rule_record");
  ASSERT_TRUE(recorded.fill.has_value());
  EXPECT_EQ(recorded.fill->step_ms, 0);
  EXPECT_EQ(recorded.fill->end_ms - recorded.fill->start_ms, 300'000);
  const samples::Query alerted = GoldenQuery("rule_alert");
  EXPECT_FALSE(alerted.fill.has_value());
  EXPECT_EQ(alerted.instants.to_ms - alerted.instants.from_ms, 95 * kDay);
}

TEST(ParseRequestTest, WithoutHintsTheRawSamplesAreWanted) {
  const Request request = Value(ParseRequest(Body(PlainRequest())));
  EXPECT_EQ(request.form, Form::kSamples);
  ASSERT_EQ(request.queries.size(), 1U);
  ExpectRaw(request.queries[0], 1'000, 9'000);
}

TEST(ParseRequestTest, HintsThatSayNothingOfTimeChangeNothing) {
  pb::ReadRequest request = PlainRequest();
  request.mutable_queries(0)->mutable_hints()->set_func("sum");
  ExpectRaw(Value(ParseRequest(Body(request))).queries[0], 1'000, 9'000);
}

TEST(ParseRequestTest, AStepAloneIsAGridOverTheRange) {
  pb::ReadRequest request = PlainRequest();
  request.mutable_queries(0)->mutable_hints()->set_step_ms(60);
  ExpectFilled(Value(ParseRequest(Body(request))).queries[0], 1'000, 9'000, 60);
}

TEST(ParseRequestTest, InstantsAreThoseOfRangeAndHintsTogether) {
  pb::ReadRequest request = PlainRequest();
  pb::ReadHints* hints = request.mutable_queries(0)->mutable_hints();
  hints->set_start_ms(500);
  hints->set_end_ms(4'000);
  hints->set_range_ms(1);
  ExpectRaw(Value(ParseRequest(Body(request))).queries[0], 1'000, 4'000);
  hints->set_start_ms(2'000);
  hints->set_end_ms(20'000);
  ExpectRaw(Value(ParseRequest(Body(request))).queries[0], 2'000, 9'000);
}

TEST(ParseRequestTest, ExtremeTimesPassThrough) {
  for (const std::int64_t start_ms :
       {kEarliest, kEarliest + 1, std::int64_t{-1}, std::int64_t{0}, kLatest}) {
    for (const std::int64_t end_ms : {kEarliest, std::int64_t{0}, kLatest - 1, kLatest}) {
      pb::ReadRequest request = PlainRequest();
      pb::Query* query = request.mutable_queries(0);
      query->set_start_timestamp_ms(start_ms);
      query->set_end_timestamp_ms(end_ms);
      ExpectRaw(Value(ParseRequest(Body(request))).queries[0], start_ms, end_ms);
      query->mutable_hints()->set_start_ms(start_ms);
      query->mutable_hints()->set_end_ms(end_ms);
      query->mutable_hints()->set_step_ms(kLatest);
      ExpectFilled(Value(ParseRequest(Body(request))).queries[0], start_ms, end_ms, kLatest);
    }
  }
}

TEST(ParseRequestTest, QueriesKeepTheirOrder) {
  pb::ReadRequest request = PlainRequest();
  *request.add_queries() = request.queries(0);
  request.mutable_queries(1)->mutable_matchers(0)->set_value("second");
  const Request parsed = Value(ParseRequest(Body(request)));
  ASSERT_EQ(parsed.queries.size(), 2U);
  EXPECT_THAT(Written(parsed.queries[1].matchers), ElementsAre("__name__=second"));
}

TEST(ParseRequestTest, TheFirstFormThatIsKnownIsTaken) {
  const auto form = [](const std::vector<std::int32_t>& accepted) {
    pb::ReadRequest request = PlainRequest();
    for (const std::int32_t type : accepted) request.add_accepted_response_types(type);
    return Value(ParseRequest(Body(request))).form;
  };
  EXPECT_EQ(form({}), Form::kSamples);
  EXPECT_EQ(form({0}), Form::kSamples);
  EXPECT_EQ(form({1}), Form::kChunks);
  EXPECT_EQ(form({1, 0}), Form::kChunks);
  EXPECT_EQ(form({0, 1}), Form::kSamples);
  EXPECT_EQ(form({7, -3, 1}), Form::kChunks);
}

struct Refused {
  std::string name;
  std::string reason;
  std::string says;
  std::function<void(pb::ReadRequest&)> change;
};

class RefusedRequestTest : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedRequestTest, SaysWhy) {
  pb::ReadRequest request = PlainRequest();
  GetParam().change(request);
  const auto parsed = ParseRequest(Body(request));
  EXPECT_THAT(parsed, HasReason(GetParam().reason));
  EXPECT_THAT(parsed, IsError(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().says)));
}

void AddMatchers(int count, int type, pb::Query& query) {
  for (int i = 0; i < count; ++i) {
    pb::LabelMatcher* matcher = query.add_matchers();
    matcher->set_type(type);
    matcher->set_name("org");
    matcher->set_value("R.*");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Requests, RefusedRequestTest,
    ::testing::Values(
        Refused{"NoQueries", "QUERIES_MISSING", "send one at least",
                [](pb::ReadRequest& r) { r.clear_queries(); }},
        Refused{"SeventeenQueries", "TOO_MANY_QUERIES", "17 queries, the most is 16",
                [](pb::ReadRequest& r) {
                  const pb::Query query = r.queries(0);
                  for (int i = 0; i < 16; ++i) *r.add_queries() = query;
                }},
        Refused{"NoMatchers", "MATCHERS_MISSING", "queries[0].matchers is empty",
                [](pb::ReadRequest& r) { r.mutable_queries(0)->clear_matchers(); }},
        Refused{"NoMatchersInTheSecondQuery", "MATCHERS_MISSING", "queries[1].matchers",
                [](pb::ReadRequest& r) { r.add_queries(); }},
        Refused{"ThirtyThreeMatchers", "TOO_MANY_MATCHERS", "33 matchers, the most is 32",
                [](pb::ReadRequest& r) { AddMatchers(32, 0, *r.mutable_queries(0)); }},
        Refused{"ThirtyThreeRegexesInAll", "TOO_MANY_MATCHERS", "33 regular expressions",
                [](pb::ReadRequest& r) {
                  AddMatchers(17, 2, *r.mutable_queries(0));
                  AddMatchers(16, 3, *r.add_queries());
                }},
        Refused{"MatcherType4", "MATCHER_TYPE_UNKNOWN", "type 4 of queries[0].matchers[0]",
                [](pb::ReadRequest& r) { r.mutable_queries(0)->mutable_matchers(0)->set_type(4); }},
        Refused{
            "MatcherTypeBelowZero", "MATCHER_TYPE_UNKNOWN", "send 0 for =",
            [](pb::ReadRequest& r) { r.mutable_queries(0)->mutable_matchers(0)->set_type(-1); }},
        Refused{
            "LabelWithoutName", "LABEL_NAME_MALFORMED", "is not the name of a label",
            [](pb::ReadRequest& r) { r.mutable_queries(0)->mutable_matchers(0)->set_name(""); }},
        Refused{"RegexThatIsNone", "REGEX_MALFORMED", "see RE2's syntax",
                [](pb::ReadRequest& r) {
                  r.mutable_queries(0)->mutable_matchers(0)->set_type(2);
                  r.mutable_queries(0)->mutable_matchers(0)->set_value("(");
                }},
        Refused{"NegativeStep", "HINTS_MALFORMED", "a step of -1 ms",
                [](pb::ReadRequest& r) { r.mutable_queries(0)->mutable_hints()->set_step_ms(-1); }},
        Refused{"NegativeRange", "HINTS_MALFORMED", "a range of -9223372036854775808 ms",
                [](pb::ReadRequest& r) {
                  r.mutable_queries(0)->mutable_hints()->set_range_ms(kEarliest);
                }},
        Refused{"UnknownFormsOnly", "FORM_NOT_SUPPORTED", "2 is the first; add 0",
                [](pb::ReadRequest& r) { r.add_accepted_response_types(2); }}),
    [](const ::testing::TestParamInfo<Refused>& refused) { return refused.param.name; });

TEST(RequestBodyTest, AtTheLimitsIsTaken) {
  pb::ReadRequest request = PlainRequest();
  AddMatchers(31, 2, *request.mutable_queries(0));
  const pb::Query plain = PlainRequest().queries(0);
  for (int i = 0; i < 15; ++i) *request.add_queries() = plain;
  EXPECT_THAT(ParseRequest(Body(request)), IsOk());
}

TEST(RequestBodyTest, WhatIsNotSnappyIsRefused) {
  for (const std::string& body :
       {std::string(), std::string("\xff"), std::string("GET / HTTP/1.1\r\n"),
        PlainRequest().SerializeAsString(), std::string(1'000, '\0')}) {
    const auto parsed = ParseRequest(body);
    EXPECT_THAT(parsed, HasReason("BODY_MALFORMED"));
    EXPECT_THAT(parsed, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("block format")));
  }
}

TEST(RequestBodyTest, WhatIsNotProtobufIsRefused) {
  for (const std::string_view message : {"\x0a", "\x0a\x05", "hello, world", "\x0b\x0b\x0b"}) {
    EXPECT_THAT(ParseRequest(Packed(message)),
                IsError(absl::StatusCode::kInvalidArgument, HasSubstr("ReadRequest")));
  }
}

TEST(RequestBodyTest, AnEmptyMessageHasNoQueries) {
  EXPECT_THAT(ParseRequest(Packed("")), HasReason("QUERIES_MISSING"));
}

TEST(RequestBodyTest, TooMuchIsRefusedBeforeItIsUnpacked) {
  EXPECT_THAT(ParseRequest(std::string(kBodyBytesMax + 1, 'x')), HasReason("BODY_TOO_LARGE"));
  const std::string bomb = Packed(std::string(kMessageBytesMax + 1, 'x'));
  EXPECT_LT(bomb.size(), kMessageBytesMax / 10);
  const auto parsed = ParseRequest(bomb);
  EXPECT_THAT(parsed, HasReason("BODY_TOO_LARGE"));
  EXPECT_THAT(parsed, IsError(absl::StatusCode::kInvalidArgument,
                              HasSubstr("1048577 bytes once unpacked, the most is 1048576")));
}

// ff ff ff ff 0f says 4,294,967,295 bytes.
TEST(RequestBodyTest, ADeclaredLengthOf4GiBIsNotBelieved) {
  EXPECT_THAT(ParseRequest(FromHex("ffffffff0f")), HasReason("BODY_TOO_LARGE"));
  std::string body = Body(PlainRequest());
  body.replace(0, 1, FromHex("ffffffff0f"));
  EXPECT_THAT(ParseRequest(body), HasReason("BODY_TOO_LARGE"));
}

TEST(RequestBodyTest, ADeclaredLengthThatIsNotThereIsRefused) {
  std::string body = Body(PlainRequest());
  body.replace(0, 1, FromHex("808040"));  // 1 MiB
  EXPECT_THAT(ParseRequest(body), HasReason("BODY_MALFORMED"));
}

}  // namespace
}  // namespace trustwatch::remote_read
