#include "collectors/sources/csv_scanner.h"

#include <cstddef>
#include <string_view>

#include "gtest/gtest.h"

namespace trustwatch::sources {
namespace {

TEST(CsvScannerTest, ARecordNeedsItsLineBreakUnlessNothingFollows) {
  ScannedRecord record;
  EXPECT_EQ(ScanRecord("a,b", false, record), ScanResult::kNeedsMore);
  EXPECT_EQ(ScanRecord("a,b\r", false, record), ScanResult::kNeedsMore);
  EXPECT_EQ(ScanRecord("a,\"b\"", false, record), ScanResult::kNeedsMore);
  EXPECT_EQ(ScanRecord("a,b", true, record), ScanResult::kRecord);
  EXPECT_EQ(record.cells.size(), 2U);
  EXPECT_EQ(record.lines, 0);
}

TEST(CsvScannerTest, EachLineBreakIsCountedOnce) {
  ScannedRecord record;
  EXPECT_EQ(ScanRecord("a\r\nb", false, record), ScanResult::kRecord);
  EXPECT_EQ(record.bytes, 3U);
  EXPECT_EQ(record.lines, 1);
  EXPECT_EQ(ScanRecord("a\rb", false, record), ScanResult::kRecord);
  EXPECT_EQ(record.bytes, 2U);
  EXPECT_EQ(ScanRecord("\"1\r2\r\n3\n\"\n", false, record), ScanResult::kRecord);
  EXPECT_EQ(record.lines, 4);
}

TEST(CsvScannerTest, EveryPrefixOfARecordNeedsMoreOrIsItself) {
  constexpr std::string_view kRecord = "ab,\"c\"\"d\r\n,e\",,f\"g,\"h\"i,\"\"\r\n";
  ScannedRecord record;
  for (std::size_t size = 0; size < kRecord.size(); ++size) {
    EXPECT_EQ(ScanRecord(kRecord.substr(0, size), false, record), ScanResult::kNeedsMore) << size;
  }
  ASSERT_EQ(ScanRecord(kRecord, false, record), ScanResult::kRecord);
  EXPECT_EQ(record.bytes, kRecord.size());
  EXPECT_EQ(record.cells.size(), 6U);
  EXPECT_EQ(record.trouble, QuoteTrouble::kInsidePlainCell);
  EXPECT_EQ(record.trouble_cell, 3U);
}

TEST(CsvScannerTest, AnOpenQuoteIsKnownAtTheEnd) {
  ScannedRecord record;
  EXPECT_EQ(ScanRecord("a,\"b\nc", true, record), ScanResult::kNeedsMore);
  EXPECT_TRUE(record.quote_open);
  EXPECT_EQ(record.quote_line, 0);
  EXPECT_EQ(ScanRecord("a,\"b\"", true, record), ScanResult::kRecord);
  EXPECT_FALSE(record.quote_open);
}

}  // namespace
}  // namespace trustwatch::sources
