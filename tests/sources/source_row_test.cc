#include "collectors/sources/source_row.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

using ::testing::HasSubstr;

TEST(ShapeFaultTest, SaysFileRowColumnValueAndCure) {
  const ShapeFault fault{.place = {.file = "returns.csv", .row = 14, .column = "value"},
                         .value = "12O",
                         .message = "is not a number",
                         .cure = "write digits only"};
  EXPECT_EQ(fault.ToString(),
            "returns.csv, row 14, column value: \"12O\" is not a number; write digits only");
}

TEST(ShapeFaultTest, LeavesOutWhatItDoesNotHave) {
  const ShapeFault fault{.place = {.file = "returns.csv"},
                         .value = {},
                         .message = "the file is empty",
                         .cure = "write figures"};
  EXPECT_EQ(fault.ToString(), "returns.csv: the file is empty; write figures");
}

TEST(ShapeFaultTest, CutsALongValueBetweenLettersAndKeepsOneLine) {
  // 79 letters and a pound sign of two bytes: 80 bytes would cut it in two.
  const ShapeFault fault{.place = {.file = "f", .row = 1},
                         .value = std::string(79, 'a') + "\xC2\xA3" + "b",
                         .message = "is bad",
                         .cure = "mend it"};
  EXPECT_THAT(fault.ToString(), HasSubstr("\"" + std::string(79, 'a') + "...\""));
  const ShapeFault broken{
      .place = {.file = "f"}, .value = "a\r\n\x1B[31mb", .message = "is bad", .cure = "mend it"};
  EXPECT_THAT(broken.ToString(), HasSubstr("\"a???[31mb\""));
}

TEST(SourceDateTest, PrintsAsIso) {
  EXPECT_EQ(ToString(SourceDate{.year = 2026, .month = 4, .day = 3}), "2026-04-03");
}

}  // namespace
}  // namespace trustwatch::sources
