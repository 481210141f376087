#include "daemon/http/utf8.h"

#include <string>

#include "gtest/gtest.h"

namespace trustwatch::http {
namespace {

TEST(Utf8Test, WellFormedTextIsLeftAlone) {
  // The first and last character of each length, and those beside the surrogates.
  for (const char* text :
       {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "Ynys M\xC3\xB4n \xC2\xA3 5"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
    EXPECT_EQ(MendUtf8(text), text);
  }
}

TEST(Utf8Test, EachBadByteBecomesOneMark) {
  const std::string mark = "\xEF\xBF\xBD";
  struct Case {
    const char* name;
    std::string text;
    std::string mended;
  };
  for (const Case& c : {
           Case{"lone continuation", "a\x80z", "a" + mark + "z"},
           Case{"Latin-1", "M\xF4n", "M" + mark + "n"},
           Case{"cut short", "\xC3", mark},
           Case{"cut short in three", "\xE2\x82", mark + mark},
           Case{"overlong slash", "\xC0\xAF", mark + mark},
           Case{"overlong in three", "\xE0\x80\xAF", mark + mark + mark},
           Case{"surrogate", "\xED\xA0\x80", mark + mark + mark},
           Case{"beyond Unicode", "\xF4\x90\x80\x80", mark + mark + mark + mark},
           Case{"no such lead", "\xFF", mark},
           Case{"good beside bad", "\xC3\xB4\xC3", "\xC3\xB4" + mark},
       }) {
    EXPECT_FALSE(IsUtf8(c.text)) << c.name;
    EXPECT_EQ(MendUtf8(c.text), c.mended) << c.name;
  }
}

}  // namespace
}  // namespace trustwatch::http
