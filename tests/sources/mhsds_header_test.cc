#include "collectors/sources/mhsds_header.h"

#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::sources {
namespace {

using ::testing::AllOf;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::IsError;
using testing::Value;

std::vector<std::string_view> Published() {
  return {"REPORTING_PERIOD_START",
          "REPORTING_PERIOD_END",
          "STATUS",
          "BREAKDOWN",
          "PRIMARY_LEVEL",
          "PRIMARY_LEVEL_DESCRIPTION",
          "SECONDARY_LEVEL",
          "SECONDARY_LEVEL_DESCRIPTION",
          "MEASURE_ID",
          "MEASURE_NAME",
          "MEASURE_VALUE"};
}

TEST(MhsdsHeaderTest, ColumnsAreFoundByName) {
  std::vector<std::string_view> cells = Published();
  std::swap(cells[0], cells[10]);
  cells[8] = " measure_id ";
  const MhsdsHeader header = Value(MhsdsHeader::Read(cells));
  EXPECT_EQ(header.At(MhsdsColumn::kStart), 10U);
  EXPECT_EQ(header.At(MhsdsColumn::kValue), 0U);
  EXPECT_EQ(header.At(MhsdsColumn::kMeasure), 8U);
  EXPECT_FALSE(header.At(MhsdsColumn::kTertiaryLevel).has_value());
}

TEST(MhsdsHeaderTest, TheFourthLevelIsKnownInBothSpellings) {
  for (const std::string_view name : {"QUARTERNARY_LEVEL", "QUATERNARY_LEVEL"}) {
    std::vector<std::string_view> cells = Published();
    cells.push_back(name);
    EXPECT_EQ(Value(MhsdsHeader::Read(cells)).At(MhsdsColumn::kQuaternaryLevel), 11U);
  }
}

TEST(MhsdsHeaderTest, EveryTroubleIsNamedAtOnce) {
  std::vector<std::string_view> cells = Published();
  cells[0] = "START";
  cells[2] = "BREAKDOWN";
  EXPECT_THAT(MhsdsHeader::Read(cells), HasReason("HEADER_UNKNOWN"));
  EXPECT_THAT(
      MhsdsHeader::Read(cells),
      IsError(absl::StatusCode::kInvalidArgument,
              AllOf(HasSubstr("\"START\" is not known"), HasSubstr("BREAKDOWN is there twice"),
                    HasSubstr("REPORTING_PERIOD_START is missing"), HasSubstr("STATUS is missing"),
                    HasSubstr("take the data file"))));
}

}  // namespace
}  // namespace trustwatch::sources
