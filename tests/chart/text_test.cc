#include "daemon/chart/text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::chart {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct EscapeCase {
  std::string name;
  std::string text;
  std::string escaped;
};

class Escape : public testing::TestWithParam<EscapeCase> {};

TEST_P(Escape, LeavesNothingThatXmlReadsOtherwise) {
  EXPECT_EQ(EscapeXml(GetParam().text), GetParam().escaped);
}

INSTANTIATE_TEST_SUITE_P(
    All, Escape,
    testing::Values(
        EscapeCase{"Markup", R"(<a b="c">&'d)", "&lt;a b=&quot;c&quot;&gt;&amp;'d"},
        EscapeCase{"AlreadyEscaped", "&amp;", "&amp;amp;"},
        EscapeCase{"TwoThreeAndFourBytes", "\u00a3 \u2013 \U0001F600", "\u00a3 \u2013 \U0001F600"},
        EscapeCase{"ControlsAndLineEnds", std::string("a\0b\n\t\x1b[31m\x7f", 11), "a b   [31m "},
        EscapeCase{"C1Control", "a\u0085b", "a b"},
        EscapeCase{"TurnedWriting", "a\u202eb\u2066c", "a b c"},
        EscapeCase{"LoneContinuation", "a\x80z", "a\ufffdz"},
        EscapeCase{"CutShort", "a\xe2\x82", "a\ufffd\ufffd"},
        EscapeCase{"CutShortByALetter", "\xc3z", "\ufffdz"},
        EscapeCase{"Overlong", "\xc0\xbc", "\ufffd\ufffd"},
        EscapeCase{"OverlongInThree", "\xe0\x80\xbc", "\ufffd\ufffd\ufffd"},
        EscapeCase{"Surrogate", "\xed\xa0\x80", "\ufffd"},
        EscapeCase{"BeyondUnicode", "\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd"},
        EscapeCase{"NoCharacter", "\xef\xbf\xbf", "\ufffd"}),
    [](const auto& test) { return test.param.name; });

TEST(TextTest, TheTerminalShowsOneColumnForEachCharacter) {
  EXPECT_EQ(TerminalText("Ynys M\u00f4n \u2265 5 \u20ac", false), U"Ynys M\u00f4n \u2265 5 \u20ac");
  EXPECT_EQ(TerminalText("Mo\u0302n", false), U"Mon") << "an accent of its own has no column";
  EXPECT_EQ(TerminalText("\u6f22 \U0001F600", false), U"? ?") << "two columns each";
  EXPECT_EQ(TerminalText("a\x1b[2Jb\nc", false), U"a [2Jb c");
}

TEST(TextTest, AsciiIsAllThatIsLeft) {
  EXPECT_EQ(TerminalText("\u00a35 \u2013 \u2018a\u2019 \u201cb\u201d\u2026 \u00f4", true),
            U"GBP5 - 'a' \"b\"... ?");
}

TEST(TextTest, WhatIsCutSaysSo) {
  EXPECT_EQ(CutTo(U"abcdef", 6, false), U"abcdef");
  EXPECT_EQ(CutTo(U"abcdef", 5, false), U"abcd\u2026");
  EXPECT_EQ(CutTo(U"abcdef", 5, true), U"ab...");
  EXPECT_EQ(CutTo(U"abcdef", 3, true), U"abc") << "no room for letters and dots";
  EXPECT_EQ(CutTo(U"abcdef", 1, false), U"a");
  EXPECT_EQ(CutTo(U"abcdef", 0, false), U"");
}

TEST(TextTest, LinesBreakAtSpacesWhereThereAreAny) {
  EXPECT_THAT(Wrap(U"one two three", 7), ElementsAre(U"one two", U"three"));
  EXPECT_THAT(Wrap(U"one two three", 6), ElementsAre(U"one", U"two", U"three"));
  EXPECT_THAT(Wrap(U"abcdefgh ij", 3), ElementsAre(U"abc", U"def", U"gh", U"ij"));
  EXPECT_THAT(Wrap(U"  a  ", 1), ElementsAre(U"a"));
  EXPECT_THAT(Wrap(U"", 10), IsEmpty());
  EXPECT_THAT(Wrap(U"   ", 2), IsEmpty());
}

}  // namespace
}  // namespace trustwatch::chart
