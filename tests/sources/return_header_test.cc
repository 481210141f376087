#include "collectors/sources/return_header.h"

#include <string>
#include <vector>

#include "collectors/sources/return_file.h"
#include "gtest/gtest.h"

// Faulty headers stand in the folders cases/; here is which layout a header means.
namespace trustwatch::sources {
namespace {

ReturnHeader Read(const std::vector<std::string>& cells) { return ReadReturnHeader(1, cells); }

TEST(ReturnHeaderTest, TheLayoutIsSeenFromTheNames) {
  EXPECT_EQ(Read({"indicator", "value"}).layout, ReturnLayout::kTidy);
  EXPECT_EQ(Read({"indicator", "numerator", "denominator"}).layout, ReturnLayout::kTidy);
  EXPECT_EQ(Read({"indicator", "period"}).layout, ReturnLayout::kTidy);
  EXPECT_EQ(Read({"period", "value"}).layout, ReturnLayout::kTidy);
  EXPECT_EQ(Read({"period", "calls_offered"}).layout, ReturnLayout::kRowPerPeriod);
  EXPECT_EQ(Read({"first_day", "last_day", "calls"}).layout, ReturnLayout::kRowPerPeriod);
  EXPECT_EQ(Read({"indicator", "2026-04"}).layout, ReturnLayout::kRowPerIndicator);
  EXPECT_EQ(Read({"organisation", "calls_offered"}).layout, ReturnLayout::kUnknown);
}

TEST(ReturnHeaderTest, WhatIsMissingMakesTheRowsUnreadable) {
  EXPECT_TRUE(Read({"indicator", "value"}).readable);
  EXPECT_TRUE(Read({"indicator", "numerator", "denominator"}).readable);
  EXPECT_FALSE(Read({"indicator", "numerator"}).readable);
  EXPECT_FALSE(Read({"period", "value"}).readable);
  EXPECT_FALSE(Read({"period"}).readable);
  EXPECT_FALSE(Read({"indicator"}).readable);
  EXPECT_FALSE(Read({"indicator", "value", "first_day"}).readable);
}

TEST(ReturnHeaderTest, NumeratorAndDenominatorBelongToTheirIndicator) {
  const ReturnHeader header =
      Read({"period", "a.denominator", "b", "a.numerator", "a", "c.numerator", "c.denominator"});
  ASSERT_EQ(header.figures.size(), 3U);
  EXPECT_TRUE(header.faults.empty());
  EXPECT_EQ(header.figures[0].indicator, "a");
  EXPECT_EQ(header.figures[0].value, 4U);
  EXPECT_EQ(header.figures[0].numerator, 3U);
  EXPECT_EQ(header.figures[0].denominator, 1U);
  EXPECT_EQ(header.figures[1].value, 2U);
  EXPECT_FALSE(header.figures[2].value.has_value());
  EXPECT_EQ(header.figures[2].MainColumn(), 5U);
}

TEST(ReturnHeaderTest, TheSamePeriodWrittenTwiceIsAFault) {
  EXPECT_EQ(Read({"indicator", "2026-04", "Apr-26"}).faults.size(), 1U);
  EXPECT_TRUE(Read({"indicator", "2026-04", "2026-04 P3M"}).faults.empty());
}

}  // namespace
}  // namespace trustwatch::sources
