#include "daemon/samples/matcher.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::samples {
namespace {

using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using testing::Value;

bool Fits(MatchKind kind, std::string_view pattern, std::string_view value) {
  return Value(Matcher::Make("org", kind, pattern)).Matches(value);
}
bool FitsRegex(std::string_view pattern, std::string_view value) {
  const bool fits = Fits(MatchKind::kRegex, pattern, value);
  EXPECT_NE(fits, Fits(MatchKind::kNotRegex, pattern, value)) << pattern << " on " << value;
  return fits;
}

TEST(MatcherTest, KeepsWhatItWasMadeOf) {
  const Matcher matcher = Value(Matcher::Make("org", MatchKind::kNotRegex, "R.*"));
  EXPECT_EQ(matcher.label(), "org");
  EXPECT_EQ(matcher.kind(), MatchKind::kNotRegex);
  EXPECT_EQ(matcher.value(), "R.*");
}

TEST(MatcherTest, EqualAndNotEqualCompareTheWholeText) {
  EXPECT_TRUE(Fits(MatchKind::kEqual, "RX4", "RX4"));
  EXPECT_FALSE(Fits(MatchKind::kEqual, "RX4", "RX45"));
  EXPECT_FALSE(Fits(MatchKind::kEqual, "RX4", "rx4"));
  EXPECT_FALSE(Fits(MatchKind::kNotEqual, "RX4", "RX4"));
  EXPECT_TRUE(Fits(MatchKind::kNotEqual, "RX4", "RX"));
}

TEST(MatcherTest, EqualDoesNotReadSigns) {
  EXPECT_FALSE(Fits(MatchKind::kEqual, "R.*", "RX4"));
  EXPECT_TRUE(Fits(MatchKind::kEqual, "(", "("));
}

TEST(MatcherTest, ASeriesWithoutTheLabelHasTheEmptyText) {
  EXPECT_TRUE(Fits(MatchKind::kEqual, "", ""));
  EXPECT_FALSE(Fits(MatchKind::kEqual, "", "RX4"));
  EXPECT_TRUE(Fits(MatchKind::kNotEqual, "RX4", ""));
  EXPECT_FALSE(Fits(MatchKind::kNotEqual, "", ""));
}

TEST(MatcherTest, TheEmptyExpressionFitsTheEmptyTextOnly) {
  EXPECT_TRUE(FitsRegex("", ""));
  EXPECT_FALSE(FitsRegex("", "RX4"));
}

TEST(MatcherTest, ExpressionsFitTheWholeText) {
  EXPECT_TRUE(FitsRegex("RX4", "RX4"));
  EXPECT_FALSE(FitsRegex("RX4", "RX45"));
  EXPECT_FALSE(FitsRegex("RX4", "1RX4"));
  EXPECT_TRUE(FitsRegex("RX.*", "RX4"));
  EXPECT_FALSE(FitsRegex("^RX", "RX4"));
  EXPECT_TRUE(FitsRegex("^RX4$", "RX4"));
}

// Each alternative is held to both ends, the middle one too.
TEST(MatcherTest, AlternativesAreHeldToBothEnds) {
  for (const std::string_view code : {"RX4", "RW1", "RV5"}) {
    EXPECT_TRUE(FitsRegex("RX4|RW1|RV5", code));
    EXPECT_FALSE(FitsRegex("RX4|RW1|RV5", std::string(code) + "0"));
    EXPECT_FALSE(FitsRegex("RX4|RW1|RV5", "0" + std::string(code)));
  }
  EXPECT_TRUE(FitsRegex("RX4|", ""));
}

TEST(MatcherTest, ADotFitsALineEndToo) {
  EXPECT_TRUE(FitsRegex("a.b", "a\nb"));
  EXPECT_TRUE(FitsRegex(".*", "one\ntwo\n"));
  EXPECT_FALSE(FitsRegex("a$", "a\n"));
}

TEST(MatcherTest, CaseMattersUnlessTheExpressionSaysOtherwise) {
  EXPECT_FALSE(FitsRegex("rx4", "RX4"));
  EXPECT_TRUE(FitsRegex("(?i)rx4", "RX4"));
}

TEST(MatcherTest, ADotIsOneCharacterOfUtf8) {
  EXPECT_TRUE(FitsRegex("caf.", "caf\u00e9"));
  EXPECT_FALSE(FitsRegex("caf..", "caf\u00e9"));
  EXPECT_TRUE(FitsRegex(R"(\p{Greek}+)", "\u03b1\u03b2"));
}

TEST(MatcherTest, ValuesOfAnyBytesCanBeAsked) {
  EXPECT_FALSE(FitsRegex("abc", "\xff\xfe"));
  EXPECT_FALSE(FitsRegex("a", std::string_view("a\0", 2)));
  EXPECT_TRUE(Fits(MatchKind::kEqual, std::string_view("a\0b", 3), std::string_view("a\0b", 3)));
}

// Go's expressions have neither; both would need backtracking.
TEST(MatcherTest, BackReferencesAndLookAheadAreRefused) {
  for (const std::string_view pattern :
       {R"((a)\1)", "(?=a)b", "(?!a)b", "(?<=a)b", "a**", "[b-a]", "(", "a{1001}", "\\", "\xff"}) {
    const auto made = Matcher::Make("org", MatchKind::kRegex, pattern);
    EXPECT_THAT(made, HasReason("REGEX_MALFORMED")) << pattern;
    EXPECT_THAT(made, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("see RE2's syntax")));
  }
}

// RE2 does not backtrack: this takes others longer than the age of the universe.
TEST(MatcherTest, NoExpressionTakesLong) {
  EXPECT_FALSE(FitsRegex("(a+)+(a+)+(a+)+b", std::string(20'000, 'a')));
}

TEST(MatcherTest, ExpressionsThatCompileToTooMuchAreRefused) {
  EXPECT_THAT(Matcher::Make("org", MatchKind::kRegex, "((((.{100}){100}){100}){100})"),
              HasReason("REGEX_MALFORMED"));
}

TEST(MatcherTest, ALongExpressionIsRefused) {
  EXPECT_THAT(Matcher::Make("org", MatchKind::kRegex, std::string(16 * 1024, 'a')), IsOk());
  EXPECT_THAT(Matcher::Make("org", MatchKind::kRegex, std::string(16 * 1024 + 1, 'a')),
              HasReason("REGEX_TOO_LONG"));
  EXPECT_THAT(Matcher::Make("org", MatchKind::kEqual, std::string(16 * 1024 + 1, 'a')), IsOk());
}

TEST(MatcherTest, LabelsHaveNamesOfPrometheus) {
  for (const std::string_view label : {"__name__", "org", "_", "A9", "a_b_1"}) {
    EXPECT_THAT(Matcher::Make(label, MatchKind::kEqual, ""), IsOk()) << label;
  }
  for (const std::string_view label : {"", "9a", "a-b", "a b", "a:b", "\u00e9", "a\n", "a."}) {
    const auto made = Matcher::Make(label, MatchKind::kEqual, "");
    EXPECT_THAT(made, HasReason("LABEL_NAME_MALFORMED")) << label;
    EXPECT_THAT(made, IsError(absl::StatusCode::kInvalidArgument, HasSubstr("write a letter")));
  }
}

// What a stranger sent is quoted, not repeated whole.
TEST(MatcherTest, ErrorsStayShort) {
  const auto label = Matcher::Make(std::string(100'000, '-'), MatchKind::kEqual, "");
  EXPECT_LT(label.status().message().size(), 400U);
  const auto regex = Matcher::Make("org", MatchKind::kRegex, "(" + std::string(10'000, 'a'));
  EXPECT_LT(regex.status().message().size(), 400U);
  const auto too_long =
      Matcher::Make(std::string(100'000, 'a'), MatchKind::kRegex, std::string(20'000, 'a'));
  EXPECT_LT(too_long.status().message().size(), 400U);
}

TEST(MatcherTest, ACopyGoesOnAfterTheOriginal) {
  Matcher copy = Value(Matcher::Make("org", MatchKind::kEqual, "x"));
  {
    const Matcher original = Value(Matcher::Make("org", MatchKind::kRegex, "R.*"));
    copy = original;
  }
  EXPECT_TRUE(copy.Matches("RX4"));
}

}  // namespace
}  // namespace trustwatch::samples
