#include "collectors/backtest/answer.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::backtest {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::Value;

TEST(AnswerTest, AVectorIsReadAsItIs) {
  const auto samples =
      Value(ParseResult(R"({"status":"success","data":{"resultType":"vector","result":[)"
                        R"({"metric":{"__name__":"a","org":"RX4"},"value":[1546257600,"0.5"]},)"
                        R"({"metric":{},"value":[1546257600,"NaN"]}]}})"));
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].labels, (Labels{{"__name__", "a"}, {"org", "RX4"}}));
  EXPECT_EQ(samples[0].value, "0.5");
  EXPECT_THAT(samples[1].labels, IsEmpty());
}

TEST(AnswerTest, AScalarIsOneSample) {
  const auto samples = Value(ParseResult(
      R"({"status":"success","data":{"resultType":"scalar","result":[1546257600,"3"]}})"));
  ASSERT_EQ(samples.size(), 1U);
  EXPECT_EQ(samples[0].value, "3");
}

TEST(AnswerTest, ARefusalHasPrometheusOwnWords) {
  EXPECT_THAT(ParseResult(R"({"status":"error","errorType":"execution",)"
                          R"("error":"found duplicate series for the match group"})")
                  .status(),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("duplicate series")));
}

TEST(AnswerTest, AnythingElseIsRefused) {
  const std::vector<std::string> answers = {
      "",
      "no JSON",
      "[]",
      "7",
      "null",
      R"({"status":"success"})",
      R"({"status":5,"data":{}})",
      R"({"status":"success","data":{"resultType":"matrix","result":[]}})",
      R"({"status":"success","data":[]})",
      R"({"status":"success","data":null})",
      R"({"status":"success","data":"x"})",
      "<html>login</html>"};
  for (const std::string& answer : answers) {
    EXPECT_THAT(ParseResult(answer).status(),
                IsError(absl::StatusCode::kInternal, HasSubstr("--prometheus")))
        << answer;
  }
}

TEST(AnswerTest, PartsOfAnotherKindAreEmpty) {
  const auto samples =
      Value(ParseResult(R"({"status":"success","data":{"resultType":"vector","result":[)"
                        R"(7,{"metric":[],"value":{}},{"metric":{"a":1},"value":["x"]}]}})"));
  ASSERT_EQ(samples.size(), 3U);
  for (const Sample& it : samples) {
    EXPECT_THAT(it.labels, IsEmpty());
    EXPECT_EQ(it.value, "");
  }
}

}  // namespace
}  // namespace trustwatch::backtest
