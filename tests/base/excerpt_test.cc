#include "daemon/base/excerpt.h"

#include <cstddef>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trustwatch::base {
namespace {

TEST(Excerpt, LeavesShortTextsWhole) {
  EXPECT_EQ(Excerpt(""), "");
  EXPECT_EQ(Excerpt(std::string(80, 'a')), std::string(80, 'a'));
}

TEST(Excerpt, CutsLongTextsTo80Bytes) {
  EXPECT_EQ(Excerpt(std::string(81, 'a')), std::string(77, 'a') + "...");
  EXPECT_EQ(Excerpt(std::string(32 * 1024 * 1024, 'a')).size(), 80U);
}

TEST(Excerpt, NeverCutsInsideACharacter) {
  // A character of 2, 3 or 4 bytes (u umlaut, euro, a face) lies across byte 77 in each way.
  for (const std::string& character :
       std::vector<std::string>{"\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x98\x80"}) {
    for (std::size_t before = 77 - character.size(); before <= 77; ++before) {
      std::string text(before, 'a');
      while (text.size() < 100) text += character;
      const std::size_t whole = before + (77 - before) / character.size() * character.size();
      EXPECT_EQ(Excerpt(text), text.substr(0, whole) + "...") << before;
    }
  }
}

}  // namespace
}  // namespace trustwatch::base
