#include "collectors/cli/json.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "trustwatch/v1/submission_service.pb.h"

namespace trustwatch::cli {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;

TEST(JsonText, KeepsZerosOnOneLine) {
  v1::Receipt receipt;
  receipt.set_request_id("a\nb");
  const std::string text = testing::Value(JsonText(receipt));
  EXPECT_THAT(text, HasSubstr(R"("newCount":0)"));
  EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(JsonText, AnInstantThatDoesNotExistIsAnError) {
  v1::Receipt receipt;
  receipt.mutable_record_time()->set_seconds(1'000'000'000'000);
  EXPECT_THAT(JsonText(receipt), HasReason("ANSWER_NOT_JSON"));
}

TEST(JsonQuoted, IsJsonWhateverTheText) {
  EXPECT_EQ(JsonQuoted("a \"b\" \\ £"), R"("a \"b\" \\ £")");
  EXPECT_EQ(JsonQuoted("\n\x1b"), R"("\u000a\u001b")");
  EXPECT_EQ(JsonQuoted("\xff"
                       "a\xc3"),
            "\"\xef\xbf\xbd"
            "a\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace trustwatch::cli
