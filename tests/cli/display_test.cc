#include "collectors/cli/display.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::cli {
namespace {

using ::testing::ElementsAre;

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth(""), 0U);
  EXPECT_EQ(DisplayWidth("RX4"), 3U);
  EXPECT_EQ(DisplayWidth("Ynys Môn"), 8U);
  EXPECT_EQ(DisplayWidth("£5"), 2U);
  EXPECT_EQ(DisplayWidth("e\xcc\x81"), 1U);         // e and a combining acute accent
  EXPECT_EQ(DisplayWidth("\xe6\x97\xa5"), 2U);      // a wide letter
  EXPECT_EQ(DisplayWidth("\xf0\x9f\x98\x80"), 2U);  // an emoji
  EXPECT_EQ(DisplayWidth("\xff\xe6\x97"), 3U);      // three bytes that are no UTF-8
}

TEST(Visible, ShowsControlCharactersInsteadOfObeyingThem) {
  EXPECT_EQ(Visible("plain £"), "plain £");
  EXPECT_EQ(Visible("\x1b[31mred"), "\\x1b[31mred");
  EXPECT_EQ(Visible("a\nb\tc\rd"), "a\\nb\\tc\\x0dd");
  EXPECT_EQ(Visible("\xc2\x9b"
                    "31m"),
            "\\x9b31m");  // the C1 way of writing ESC [
  EXPECT_EQ(Visible("\x7f"), "\\x7f");
}

TEST(Wrap, BreaksAtSpacesOnly) {
  EXPECT_THAT(Wrap("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(Wrap("indivisible x", 5), ElementsAre("indivisible", "x"));
  EXPECT_THAT(Wrap("a\nb", 10), ElementsAre("a", "b"));
  EXPECT_THAT(Wrap("", 10), ElementsAre(""));
}

}  // namespace
}  // namespace trustwatch::cli
