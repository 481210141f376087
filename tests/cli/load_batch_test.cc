#include "collectors/cli/load_batch.h"

#include <cstddef>
#include <vector>

#include "collectors/cli/batch.h"
#include "collectors/sources/source_row.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "trustwatch/v1/value.pb.h"

namespace trustwatch::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<sources::SourceRow> RowsOfMonths(const std::vector<int>& months) {
  std::vector<sources::SourceRow> rows;
  for (const int month : months) {
    sources::SourceRow row;
    row.first_day = {2026, month, 1};
    row.last_day = {2026, month, 28};
    rows.push_back(row);
  }
  return rows;
}

Batch AllOf(const std::vector<sources::SourceRow>& rows) {
  Batch batch{.organisation = "XA1", .status = v1::STATUS_FINAL, .rows = {}};
  for (std::size_t i = 0; i < rows.size(); ++i) batch.rows.push_back(i);
  return batch;
}

TEST(InParts, KeepsAPeriodTogether) {
  const auto rows = RowsOfMonths({3, 1, 2, 1, 2, 1});
  const std::vector<Batch> parts = InParts(AllOf(rows), rows, 4);
  ASSERT_THAT(parts, SizeIs(2));
  EXPECT_THAT(parts[0].rows, ElementsAre(1, 3, 5));  // January whole; February would be cut
  EXPECT_THAT(parts[1].rows, ElementsAre(2, 4, 0));
  EXPECT_EQ(parts[1].organisation, "XA1");
}

TEST(InParts, ASmallBatchStaysAsItIs) {
  const auto rows = RowsOfMonths({3, 1});
  const std::vector<Batch> parts = InParts(AllOf(rows), rows, 2);
  ASSERT_THAT(parts, SizeIs(1));
  EXPECT_THAT(parts[0].rows, ElementsAre(0, 1));
}

TEST(InParts, APeriodThatIsTooLargeIsCutAllTheSame) {
  const auto rows = RowsOfMonths({1, 1, 1, 2});
  const std::vector<Batch> parts = InParts(AllOf(rows), rows, 2);
  ASSERT_THAT(parts, SizeIs(2));
  EXPECT_THAT(parts[0].rows, ElementsAre(0, 1));
  EXPECT_THAT(parts[1].rows, ElementsAre(2, 3));
}

}  // namespace
}  // namespace trustwatch::cli
