#include "tests/conformance/csv.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::conformance {
namespace {

using ::testing::HasSubstr;
using ::trustwatch::testing::IsError;
using ::trustwatch::testing::Value;

TEST(CsvTest, CellsMayHoldCommasQuotesAndLineEnds) {
  const Csv csv = Value(Csv::Parse("a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n,\n", "table"));
  ASSERT_EQ(csv.rows(), 2U);
  EXPECT_EQ(csv.Text(0, "a"), "1");
  EXPECT_EQ(csv.Text(0, "b"), "x, \"y\"\nz");
  EXPECT_EQ(csv.Text(1, "a"), "");
  EXPECT_EQ(csv.Text(1, "b"), "");
}

TEST(CsvTest, TheLastLineNeedsNoEnd) {
  EXPECT_EQ(Value(Csv::Parse("a\n1\n2", "table")).rows(), 2U);
}

TEST(CsvTest, SaysWhichLineIsMalformed) {
  EXPECT_THAT(Csv::Parse("a,b\n1,2\n3\n", "table"),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("table line 3")));
  EXPECT_THAT(Csv::Parse("a\n\"1\n", "table"),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("never closed")));
  EXPECT_THAT(Csv::Parse("a,a\n", "table"),
              IsError(absl::StatusCode::kInvalidArgument, HasSubstr("\"a\"")));
}

TEST(CsvTest, NamesTheMissingFileAndColumn) {
  EXPECT_THAT(Csv::Read("/nowhere/points.csv"),
              IsError(absl::StatusCode::kNotFound, HasSubstr("/nowhere/points.csv")));
  EXPECT_THAT(Value(Csv::Parse("a\n", "table")).RequireColumns({"a", "b"}),
              IsError(absl::StatusCode::kNotFound, HasSubstr("\"b\"")));
}

TEST(NumberTest, ReadsWhatTheFilesWrite) {
  EXPECT_EQ(Value(ParseNumber("")), std::nullopt);
  EXPECT_EQ(Value(ParseNumber("-0.71555555555555572")), -0.71555555555555572);
  EXPECT_EQ(Value(ParseNumber("1e+308")), 1e308);
  EXPECT_EQ(Value(ParseNumber("-Inf")), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(*Value(ParseNumber("NaN"))));
  for (const std::string bad : {"x", "1x", "inf", "nan", " 1", "1e999"}) {
    EXPECT_THAT(ParseNumber(bad), IsError(absl::StatusCode::kInvalidArgument, HasSubstr(bad)));
  }
}

TEST(NumberTest, WritesWhatItReads) {
  for (const std::string text : {"", "NaN", "Inf", "-Inf", "0.10000000000000001", "-3"}) {
    EXPECT_EQ(FormatNumber(Value(ParseNumber(text))), text);
  }
}

}  // namespace
}  // namespace trustwatch::conformance
