#include <limits>
#include <optional>

#include "daemon/domain/period.h"
#include "daemon/ingest/edit_distance.h"
#include "daemon/ingest/ratio_rules.h"
#include "daemon/ingest/text.h"
#include "gtest/gtest.h"

// The helpers of the rules that are functions of one or two values.
namespace trustwatch::ingest {
namespace {

TEST(EditDistance, CountsLettersAddedLeftOutAndReplaced) {
  EXPECT_EQ(EditDistance("calls", "calls", 9), 0);
  EXPECT_EQ(EditDistance("cals", "calls", 9), 1);
  EXPECT_EQ(EditDistance("callss", "calls", 9), 1);
  EXPECT_EQ(EditDistance("colls", "calls", 9), 1);
  EXPECT_EQ(EditDistance("clals", "calls", 9), 2);  // swapped: two replaced
  // kitten, sitten, sittin, sitting
  EXPECT_EQ(EditDistance("kitten", "sitting", 9), 3);
  EXPECT_EQ(EditDistance("", "abc", 9), 3);
}

TEST(EditDistance, StopsAtEnough) {
  EXPECT_EQ(EditDistance("kitten", "sitting", 2), 2);
  EXPECT_EQ(EditDistance("a", "abcdefgh", 3), 3);
  EXPECT_EQ(EditDistance("abcdefgh", "zyxwvuts", 4), 4);
}

TEST(DecimalsOf, CountsThoseThatAValueShows) {
  EXPECT_EQ(DecimalsOf(0), 0);
  EXPECT_EQ(DecimalsOf(62), 0);
  EXPECT_EQ(DecimalsOf(-62.5), 1);
  EXPECT_EQ(DecimalsOf(55.56), 2);
  EXPECT_EQ(DecimalsOf(0.001), 3);
  EXPECT_EQ(DecimalsOf(0.1 + 0.2), 1);  // 0.30000000000000004
  EXPECT_EQ(DecimalsOf(1.005), 3);
  EXPECT_EQ(DecimalsOf(33.333333), 6);
  EXPECT_EQ(DecimalsOf(100.0 / 3), 6);  // shows more than we look at
  EXPECT_EQ(DecimalsOf(1e300), 0);
  EXPECT_EQ(DecimalsOf(std::numeric_limits<double>::denorm_min()), 6);
}

TEST(Trimmed, LosesBlanksAtBothEndsOnly) {
  EXPECT_EQ(Trimmed(" \t a b \r\n"), "a b");
  EXPECT_EQ(Trimmed(" \n"), "");
  EXPECT_EQ(Trimmed(""), "");
  EXPECT_EQ(Trimmed("a"), "a");
}

TEST(Figure, IsWrittenAsAPersonWould) {
  EXPECT_EQ(Figure(0), "0");
  EXPECT_EQ(Figure(1500000), "1500000");
  EXPECT_EQ(Figure(62.5), "62.5");
  EXPECT_EQ(Figure(100 * 0.56), "56");  // 56.00000000000001
  EXPECT_EQ(Figure(100.0 / 3), "33.33333333");
  EXPECT_EQ(Figure(1e20), "1e+20");
}

TEST(SpanText, CountsMonthsAndDays) {
  EXPECT_EQ(SpanText({domain::Span::Unit::kMonths, 1}), "1 month");
  EXPECT_EQ(SpanText({domain::Span::Unit::kMonths, 12}), "12 months");
  EXPECT_EQ(SpanText({domain::Span::Unit::kDays, 7}), "7 days");
}

TEST(Written, ShowsDatesThatDoNotExistToo) {
  EXPECT_EQ(Written(domain::WrittenDate{2026, 2, 31}), "2026-02-31");
  EXPECT_EQ(Written(std::nullopt), "");
}

}  // namespace
}  // namespace trustwatch::ingest
