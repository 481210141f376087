#include "collectors/sources/csv_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/sources/progress.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/sources/csv_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::sources {
namespace {

using ::testing::ElementsAre;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

TEST(CsvReaderTest, RowsAreTheLinesOnWhichRecordsBegin) {
  // Line 1: header; 2-4: a cell with an LF and a CRLF in it; 5: blank; 6: the last.
  const ReadAll read("a,b\n\"1\n2\r\n3\",x\n\n4,y\n");
  EXPECT_EQ(read.table, (Table{{"a", "b"}, {"1\n2\r\n3", "x"}, {"4", "y"}}));
  EXPECT_THAT(read.rows, ElementsAre(1, 2, 6));
  EXPECT_EQ(read.blank, 1);
}

TEST(CsvReaderTest, CellsAreNotTrimmedAndDoubledQuotesAreOne) {
  const ReadAll read("a,b\n x ,\"\"\"q\"\", \"\"\"\n,\"\"\"\"\n");
  EXPECT_EQ(read.table, (Table{{"a", "b"}, {" x ", "\"q\", \""}, {"", "\""}}));
  EXPECT_TRUE(read.faults.empty());
}

TEST(CsvReaderTest, EmptyCellsAtTheEndOfTheFileCount) {
  EXPECT_EQ(ReadAll("a,b\n1,").table, (Table{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(ReadAll("a,b\n1,\"\"").table, (Table{{"a", "b"}, {"1", ""}}));
}

TEST(CsvReaderTest, RecordsAreFoundWhereverTheBufferEnds) {
  // Records of 1,001 bytes put a CRLF and a doubled quote at every place around the refills.
  std::string text = "a,b\r\n";
  Table expected{{"a", "b"}};
  for (int i = 0; i < 2000; ++i) {
    const std::string cell(static_cast<std::size_t>(980 + i % 7), 'x');
    text += "\"" + cell + "\"\"\",1\r\n";
    expected.push_back({cell + "\"", "1"});
  }
  const ReadAll read(text);
  EXPECT_EQ(read.table, expected);
  EXPECT_EQ(read.rows.back(), 2001);
}

TEST(CsvReaderTest, ABadRecordDoesNotHideTheNext) {
  const ReadAll read("a,b\n1\n2,3\n4,5,6\nx\"y,7\n8,9\n");
  EXPECT_EQ(read.table, (Table{{"a", "b"}, {"2", "3"}, {"8", "9"}}));
  EXPECT_THAT(read.faults, ElementsAre(HasSubstr("row 2: the row has 1 cell, the header has 2"),
                                       HasSubstr("row 4: the row has 3 cells"),
                                       HasSubstr("row 5, column a: \"x\"y\" has a quote")));
  EXPECT_FALSE(read.broken);
}

TEST(CsvReaderTest, AFaultInTheHeaderEndsTheReading) {
  const ReadAll read("a,b\"c\n1,2\n");
  EXPECT_TRUE(read.broken);
  EXPECT_TRUE(read.table.empty());
  EXPECT_THAT(read.faults, ElementsAre(HasSubstr("row 1, column 2: \"b\"c\" has a quote")));
}

TEST(CsvReaderTest, AnOpenQuoteIsReportedWhereItOpens) {
  const ReadAll read("a,b\n\"1\n2\",\"open\n3,4\n5,6\n");
  EXPECT_TRUE(read.broken);
  EXPECT_THAT(read.faults,
              ElementsAre(HasSubstr("row 2, column b: a quote that opens on row 3 is never")));
}

TEST(CsvReaderTest, LimitsHoldAndAreNamedInTheFault) {
  const CsvLimits limits{.cell_bytes = 4, .columns = 3, .record_bytes = 1000, .records = 4};
  EXPECT_THAT(ReadAll("a,b\n12345,1\n1234,1\n", limits).faults,
              ElementsAre(HasSubstr("row 2, column a: \"12345\" is longer than 4 bytes")));
  EXPECT_THAT(ReadAll("a,b,c,d\n", limits).faults, ElementsAre(HasSubstr("more than 3")));
  const ReadAll rows("a\n1\n2\n3\n4\n5\n", limits);
  EXPECT_EQ(rows.table.size(), 4U);
  EXPECT_THAT(rows.faults, ElementsAre(HasSubstr("row 5: the file has more than 4 rows; split")));
  const ReadAll endless("a\n" + std::string(2'000'000, 'x'), limits);
  EXPECT_TRUE(endless.broken);
  EXPECT_THAT(endless.faults, ElementsAre(HasSubstr("row 2: the row is longer than 1000 bytes")));
  const ReadAll open("a\n\"" + std::string(2'000'000, 'x'), limits);
  EXPECT_THAT(open.faults, ElementsAre(HasSubstr("a quote that opens on row 2")));
}

TEST(CsvReaderTest, NulBytesAreRefusedWhereTheyStand) {
  const ReadAll read(std::string("a,b\n1,2\n3,\0\n", 12));
  EXPECT_EQ(read.table.size(), 2U);
  EXPECT_TRUE(read.broken);
  EXPECT_THAT(read.faults, ElementsAre(HasSubstr("row 3: the row has NUL bytes")));
}

TEST(CsvReaderTest, Windows1252IsReadCellByCellAndCounted) {
  const ReadAll read(
      "a,b\n\xA3"
      "5,\xC2\xA3"
      "6\n");
  EXPECT_EQ(read.table[1], (std::vector<std::string>{"\xC2\xA3"
                                                     "5",
                                                     "\xC2\xA3"
                                                     "6"}));
  EXPECT_EQ(read.converted, 1);
}

TEST(CsvReaderTest, ProgressGoesUpToTheSizeOfTheFile) {
  const TemporaryFolder folder;
  std::string text = "a\n";
  while (text.size() < 3'000'000) text += "0123456789\n";
  absl::StatusOr<CsvReader> reader = CsvReader::Open(folder.Write("big.csv", text));
  ASSERT_THAT(reader, testing::IsOk());
  std::vector<std::int64_t> read;
  reader->SetProgress([&read, &text](const Progress& progress) {
    EXPECT_EQ(progress.bytes_total, static_cast<std::int64_t>(text.size()));
    read.push_back(progress.bytes_read);
  });
  while (reader->Next() != CsvReader::Step::kEnd) {
  }
  EXPECT_GT(read.size(), 5U);
  EXPECT_TRUE(std::ranges::is_sorted(read));
  EXPECT_EQ(read.back(), static_cast<std::int64_t>(text.size()));
}

TEST(CsvReaderTest, AFileThatIsNotThereIsAnError) {
  const TemporaryFolder folder;
  EXPECT_THAT(CsvReader::Open(folder.path() / "none.csv"), HasReason("FILE_NOT_FOUND"));
  EXPECT_THAT(CsvReader::Open(folder.path()), HasReason("FILE_UNREADABLE"));
}

}  // namespace
}  // namespace trustwatch::sources
