#include "daemon/samples/selector.h"

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/samples/matcher.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::samples {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::Value;

std::vector<std::string> Read(std::string_view text) {
  static const std::map<MatchKind, std::string> kSigns = {{MatchKind::kEqual, "="},
                                                          {MatchKind::kNotEqual, "!="},
                                                          {MatchKind::kRegex, "=~"},
                                                          {MatchKind::kNotRegex, "!~"}};
  std::vector<std::string> written;
  for (const Matcher& matcher : Value(ParseSelector(text))) {
    written.push_back(matcher.label() + kSigns.at(matcher.kind()) + matcher.value());
  }
  return written;
}

std::string ValueOf(std::string_view quoted) {
  const auto matchers = ParseSelector("m{a=" + std::string(quoted) + "}");
  EXPECT_THAT(matchers, IsOk()) << quoted;
  return matchers.ok() ? matchers->back().value() : "";
}

TEST(SelectorTest, ANameIsAMatcherOfTheName) {
  EXPECT_THAT(Read("trustwatch_indicator_value"),
              ElementsAre("__name__=trustwatch_indicator_value"));
  EXPECT_THAT(Read("job:x:sum5m"), ElementsAre("__name__=job:x:sum5m"));
  EXPECT_THAT(Read(":a"), ElementsAre("__name__=:a"));
  EXPECT_THAT(Read("x{}"), ElementsAre("__name__=x"));
}

TEST(SelectorTest, AllFourKindsInTheirOrder) {
  EXPECT_THAT(Read(R"(m{b="1",a!='2',d=~"3.*",c!~`4|5`})"),
              ElementsAre("__name__=m", "b=1", "a!=2", "d=~3.*", "c!~4|5"));
}

TEST(SelectorTest, BracesAloneAreEnough) {
  EXPECT_THAT(Read(R"({__name__=~"trustwatch_.*"})"), ElementsAre("__name__=~trustwatch_.*"));
  EXPECT_THAT(Read(R"({org="RX4",__name__!=""})"), ElementsAre("org=RX4", "__name__!="));
}

TEST(SelectorTest, SpaceAndATrailingCommaAreAllowed) {
  EXPECT_THAT(Read(" m\t{ a = \"1\" ,\r\n b !~ \"2\" , } \n"),
              ElementsAre("__name__=m", "a=1", "b!~2"));
}

TEST(SelectorTest, ALabelMayBeNamedTwice) {
  EXPECT_THAT(Read(R"({org=~"R.*",org!="RX4"})"), ElementsAre("org=~R.*", "org!=RX4"));
}

TEST(SelectorTest, EscapesAreThoseOfGo) {
  EXPECT_EQ(ValueOf(R"("\a\b\f\n\r\t\v\\")"), "\a\b\f\n\r\t\v\\");
  EXPECT_EQ(ValueOf(R"("a\"b'c")"), "a\"b'c");
  EXPECT_EQ(ValueOf(R"('a\'b"c')"), "a'b\"c");
  EXPECT_EQ(ValueOf(R"("\x41\x6a\101\377\000")"), std::string("AjA\xff\0", 5));
  EXPECT_EQ(ValueOf(R"("\u0041\u00e9\u20ac\ud7ff\ue000")"),
            "A\xc3\xa9\xe2\x82\xac\xed\x9f\xbf\xee\x80\x80");
  EXPECT_EQ(ValueOf(R"("\U0001f600\U0010ffff")"), "\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf");
  EXPECT_EQ(ValueOf("\"caf\u00e9 {,}\""), "caf\u00e9 {,}");
  EXPECT_EQ(ValueOf(R"("")"), "");
}

TEST(SelectorTest, NothingIsEscapedInBackticks) {
  EXPECT_EQ(ValueOf("`\\d\\n\"'`"), "\\d\\n\"'");
  EXPECT_EQ(ValueOf("`one\ntwo`"), "one\ntwo");
}

struct Wrong {
  std::string text;
  std::string says;
};

// Columns are counted by hand, from 1; the column after the last is the end.
TEST(SelectorTest, ErrorsSayWhereAndWhatWasExpected) {
  const std::vector<Wrong> cases = {
      {"", "column 1 of the selector is its end; there should be the name of a metric or {"},
      {"   ", "column 4 of the selector is its end"},
      {"9x", "column 1 of the selector cannot be read; there should be the name of a metric or {"},
      {"\"x\"", "column 1 "},
      {"{", "column 2 of the selector is its end; there should be the name of a label or }"},
      {"m{,}", "column 3 of the selector cannot be read; there should be the name of a label or }"},
      {"m{a=\"1\",,}", "column 9 "},
      {"m{a=\"1\"", "column 8 of the selector is its end; there should be a comma or }"},
      {"m{a=\"1\" b=\"2\"}",
       "column 9 of the selector cannot be read; there should be a comma or }"},
      {"m{a}", "column 4 of the selector cannot be read; there should be =, !=, =~ or !~"},
      {"m{a:b=\"1\"}", "column 4 "},
      {"m{a==\"1\"}", "column 5 of the selector cannot be read; there should be a text in quotes"},
      {"m{a!\"1\"}", "column 5 of the selector cannot be read; there should be = or ~ after !"},
      {"m{a~\"1\"}", "column 4 "},
      {"m{a=1}", "column 5 of the selector cannot be read; there should be a text in quotes"},
      {"m{a=", "column 5 of the selector is its end; there should be a text in quotes"},
      {"m{a=\"1}", "column 8 of the selector is its end; there should be the closing \""},
      {"m{a='1\"}", "column 9 of the selector is its end; there should be the closing '"},
      {"m{a=`\\`", "column 8 of the selector is its end; there should be a comma or }"},
      {"m{a=\"1\n2\"}", "column 7 of the selector cannot be read; there should be \\n"},
      {"m{a=\"\\q\"}", "column 7 of the selector cannot be read; there should be one of a b f"},
      {"m{a=\"\\'\"}", "column 7 "},
      {"m{a='\\\"'}", "column 7 "},
      {"m{a=\"\\", "column 7 of the selector is its end"},
      {"m{a=\"\\x4\"}", "column 8 of the selector cannot be read; there should be two hexadecimal"},
      {"m{a=\"\\400\"}", "column 7 of the selector cannot be read; there should be three octal"},
      {"m{a=\"\\18\"}", "column 7 "},
      {"m{a=\"\\ud800\"}",
       "column 8 of the selector cannot be read; there should be 4 hexadecimal"},
      {"m{a=\"\\U00110000\"}", "there should be 8 hexadecimal digits of a Unicode character"},
      {"m{a=\"\\u12\"}", "column 8 "},
      {"m{a=\"\u00e9\u20ac\"b}", "column 9 "},
      {"m{\"a\"=\"1\"}", "column 3 "},
      {"m{a=\"1\"}}", "column 9 of the selector cannot be read; there should be the end"},
      {"m{__name__=\"x\"}", "column 3 of the selector cannot be read; there should be no second"},
      {"m # a comment", "column 3 "},
      {"m[5m]",
       "column 2 of the selector cannot be read; there should be the end: only a selector"},
      {"m offset 1y", "Prometheus evaluates the rest of PromQL"},
      {"m{a=\"1\"} @ 5", "Prometheus evaluates the rest of PromQL"},
      {"sum(m)", "column 4 "},
      {"m + n", "column 3 "},
      {"-m", "column 1 "},
      {"(m)", "column 1 "},
      {std::string("m{a=\"1\"}\0", 9), "column 9 "},
  };
  for (const Wrong& wrong : cases) {
    const auto parsed = ParseSelector(wrong.text);
    EXPECT_THAT(parsed, HasReason("SELECTOR_MALFORMED")) << wrong.text;
    EXPECT_THAT(parsed, IsError(absl::StatusCode::kInvalidArgument, HasSubstr(wrong.says)))
        << wrong.text;
  }
}

TEST(SelectorTest, MatchersSayWhatIsWrongWithTheirExpressions) {
  EXPECT_THAT(ParseSelector("m{a=~\"(\"}"), HasReason("REGEX_MALFORMED"));
}

// Prometheus refuses the same: such a selector would read every series.
TEST(SelectorTest, SomethingMustRefuseTheEmptyText) {
  for (const std::string_view text :
       {"{}", "{a=\"\"}", "{a=~\".*\"}", "{a!=\"x\"}", "{a!~\"x\"}"}) {
    EXPECT_THAT(ParseSelector(text), HasReason("SELECTOR_MATCHES_ALL")) << text;
  }
  for (const std::string_view text :
       {"{a=\"x\"}", "{a=~\".+\"}", "{a!=\"\"}", "{a!~\".*\",b=\"\"}"}) {
    EXPECT_THAT(ParseSelector(text), IsOk()) << text;
  }
}

TEST(SelectorTest, LengthAndNumberHaveLimits) {
  std::string matchers = "m{";
  for (int i = 0; i < 31; ++i) matchers += "a=\"x\",";
  EXPECT_THAT(ParseSelector(matchers + "}"), IsOk());
  EXPECT_THAT(ParseSelector(matchers + "a=\"x\"}"), HasReason("TOO_MANY_MATCHERS"));

  const std::string longest = "m{a=\"" + std::string(kSelectorBytesMax - 7, 'x') + "\"}";
  EXPECT_EQ(longest.size(), kSelectorBytesMax);
  EXPECT_THAT(ParseSelector(longest), IsOk());
  EXPECT_THAT(ParseSelector(longest + " "), HasReason("SELECTOR_TOO_LONG"));
}

TEST(SelectorTest, AnyBytesAreReadOrRefused) {
  const std::uint64_t seed = std::random_device()();
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  constexpr std::string_view kLikely = "{}=!~\"'`\\,abxuU_01237 \n:\xc3\xa9.*(";
  int read = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = round % 2 == 0 ? "m{a=\"x\",b!~'y\\x41',c=`z`}" : "";
    for (std::uint64_t i = random() % 6; i > 0; --i) {
      const char c = kLikely[random() % kLikely.size()];
      if (text.empty() || random() % 2 == 0) {
        text.insert(text.begin() + static_cast<std::ptrdiff_t>(random() % (text.size() + 1)), c);
      } else {
        text[random() % text.size()] = random() % 4 == 0 ? static_cast<char>(random()) : c;
      }
    }
    const auto parsed = ParseSelector(text);
    if (parsed.ok()) {
      ++read;
      ASSERT_FALSE(parsed->empty()) << text;
    } else {
      ASSERT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument) << text;
      ASSERT_THAT(base::ErrorOf(parsed.status()).reason,
                  ::testing::MatchesRegex("SELECTOR_[A-Z_]+|REGEX_MALFORMED|TOO_MANY_MATCHERS"))
          << text;
    }
  }
  EXPECT_GT(read, 1'000) << "the inputs are all wrong, so little was tested";
}

}  // namespace
}  // namespace trustwatch::samples
