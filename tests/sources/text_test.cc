#include "collectors/sources/text.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

TEST(TextTest, TrimTakesSpacesOfEveryKindOffBothEnds) {
  EXPECT_EQ(Trim(" \t\r\n12 \v\f"), "12");
  EXPECT_EQ(Trim("\xC2\xA0\xE3\x80\x80"
                 "1 2\xE2\x80\x89\xE2\x80\xAF\xEF\xBB\xBF"),
            "1 2");
  EXPECT_EQ(Trim(" \xC2\xA0 "), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(TextTest, TrimLeavesOtherLettersWhole) {
  EXPECT_EQ(Trim("\xC3\xA0"), "\xC3\xA0");  // a with grave ends with the byte of a no-break space
  EXPECT_EQ(Trim("\xE2\x80\x93"), "\xE2\x80\x93");  // an en dash begins like a thin space
}

TEST(TextTest, NamesAreEqualWhateverTheirCaseAndJoints) {
  EXPECT_EQ(NameKey(" First  Day "), "first_day");
  EXPECT_EQ(NameKey("FIRST-DAY"), "first_day");
  EXPECT_EQ(NameKey("first_\xC2\xA0"
                    "day"),
            "first_day");
  EXPECT_NE(NameKey("firstday"), "first_day");
}

TEST(TextTest, SlugsAreLowerCaseWordsJoinedByOneUnderscore) {
  EXPECT_EQ(Slug("Asian or Asian British"), "asian_or_asian_british");
  EXPECT_EQ(Slug("  65+ (years) "), "65_years");
  EXPECT_EQ(Slug("Caf\xC3\xA9s"), "caf_s");
  EXPECT_EQ(Slug("???"), "");
}

TEST(TextTest, DigitsAreTheTenOfAscii) {
  EXPECT_TRUE(IsDigits("0123456789"));
  EXPECT_FALSE(IsDigits(""));
  EXPECT_FALSE(IsDigits("1 "));
  EXPECT_FALSE(IsDigits("\xEF\xBC\x91"));
}

TEST(TextTest, AsciiIsSeenInEveryPositionOfAWord) {
  for (std::size_t i = 0; i < 20; ++i) {
    std::string text(20, 'a');
    EXPECT_TRUE(IsAscii(text));
    text[i] = '\x80';
    EXPECT_FALSE(IsAscii(text)) << i;
  }
}

TEST(TextTest, Utf8IsToldFromWhatOnlyLooksLikeIt) {
  EXPECT_TRUE(IsUtf8("plain"));
  EXPECT_TRUE(IsUtf8("\xC2\xA3 \xE2\x82\xAC \xF0\x9F\x99\x82"));
  for (const std::string_view bad :
       {"\xA3", "\xC2", "\xE2\x82", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xF0\x80\x80\x80", "a\xFFz", "\x80"}) {
    EXPECT_FALSE(IsUtf8(bad)) << bad;
  }
}

TEST(TextTest, Windows1252BecomesUtf8) {
  EXPECT_EQ(FromWindows1252("\xA3"
                            "5 \x96 caf\xE9 \x80"),
            "\xC2\xA3"
            "5 \xE2\x80\x93 caf\xC3\xA9 \xE2\x82\xAC");
}

TEST(TextTest, TheFiveBytesThatWindows1252LacksAreRefused) {
  for (const char c : {'\x81', '\x8D', '\x8F', '\x90', '\x9D'}) {
    EXPECT_EQ(FromWindows1252(std::string("a") + c), std::nullopt);
  }
}

}  // namespace
}  // namespace trustwatch::sources
