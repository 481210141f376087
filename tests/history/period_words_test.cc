#include "daemon/history/period_words.h"

#include "gtest/gtest.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::history {
namespace {

using testing::PeriodOf;
using Unit = domain::Span::Unit;

TEST(PeriodWordsTest, PeriodsReadAsPeopleSayThem) {
  EXPECT_EQ(InWords(PeriodOf("2025-03")), "March 2025");
  EXPECT_EQ(InWords(PeriodOf("2025-10-01..2025-12-31")), "3 months to December 2025");
  EXPECT_EQ(InWords(PeriodOf("2025-03-03..2025-03-09")), "7 days to 9 March 2025");
}

TEST(PeriodWordsTest, EachSpanHasAName) {
  EXPECT_EQ(PeriodWordsOf({Unit::kMonths, 1}).many, "months");
  EXPECT_EQ(PeriodWordsOf({Unit::kMonths, 3}).many, "3-month periods");
  EXPECT_EQ(PeriodWordsOf({Unit::kMonths, 12}).one, "12-month period");
  EXPECT_EQ(PeriodWordsOf({Unit::kMonths, 6}).one, "period");
  EXPECT_EQ(PeriodWordsOf({Unit::kDays, 7}).one, "week");
  EXPECT_EQ(PeriodWordsOf({Unit::kDays, 30}).many, "periods");
}

}  // namespace
}  // namespace trustwatch::history
