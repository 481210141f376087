#include "collectors/sources/file_kind.h"

#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

using ::testing::HasSubstr;
using std::string_view_literals::operator""sv;

TEST(FileKindTest, FilesThatAreSurelySomethingElseAreNamed) {
  EXPECT_THAT(NotCsv("\xFF\xFEi\0"sv).value().cure, HasSubstr("CSV UTF-8"));
  EXPECT_THAT(NotCsv("\xFE\xFF\0i"sv).value().message, HasSubstr("UTF-16"));
  EXPECT_THAT(NotCsv("PK\x03\x04"sv).value().message, HasSubstr("Excel"));
  EXPECT_THAT(NotCsv("\xD0\xCF\x11\xE0"sv).value().message, HasSubstr("Excel"));
  EXPECT_THAT(NotCsv("%PDF-1.7"sv).value().message, HasSubstr("PDF"));
  EXPECT_THAT(NotCsv("BZh9"sv).value().message, HasSubstr("bzip2"));
  EXPECT_THAT(NotCsv("\xFD\x37zXZ\0"sv).value().message, HasSubstr("xz"));
  EXPECT_THAT(NotCsv("7z\xBC\xAF\x27"sv).value().message, HasSubstr("7-Zip"));
  EXPECT_THAT(NotCsv("  <!DOCTYPE HTML>"sv).value().message, HasSubstr("page of the web"));
}

TEST(FileKindTest, TextIsGivenAChance) {
  EXPECT_FALSE(NotCsv("").has_value());
  EXPECT_FALSE(NotCsv("indicator,value\n").has_value());
  EXPECT_FALSE(NotCsv("\xEF\xBB\xBFindicator").has_value());
  EXPECT_FALSE(NotCsv("PKwards,value").has_value());
}

}  // namespace
}  // namespace trustwatch::sources
