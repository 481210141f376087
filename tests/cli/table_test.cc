#include "collectors/cli/table.h"

#include <sstream>
#include <string>

#include "collectors/cli/console.h"
#include "gtest/gtest.h"

namespace trustwatch::cli {
namespace {

Table TableOfTwoRows() {
  Table table({{"organisation"}, {"first_day"}, {"figures", true}, {"unused"}});
  table.Add({Cell{"Môn"}, Cell{"2026-04-01"}, Cell{"7", Style::kBad}, Cell{}});
  table.Add({Cell{"RX4"}, Cell{""}, Cell{"1200"}, Cell{}});
  return table;
}

std::string Printed(const Table& table, bool colour = false, std::size_t width = 0) {
  std::ostringstream out;
  table.Print(Console{.out = out, .err = out, .colour = colour, .width = width});
  return out.str();
}

std::string Csv(const Table& table) {
  std::ostringstream out;
  table.PrintCsv(out);
  return out.str();
}

TEST(Table, AlignsColumnsByWhatATerminalShows) {
  EXPECT_EQ(Printed(TableOfTwoRows()),
            "organisation  first day   figures\n"
            "Môn           2026-04-01        7\n"
            "RX4                          1200\n");
}

TEST(Table, ColoursOnlyWhereThereIsColour) {
  EXPECT_NE(Printed(TableOfTwoRows(), true).find("\x1b[1;31m7\x1b[0m"), std::string::npos);
  EXPECT_EQ(Printed(TableOfTwoRows()).find('\x1b'), std::string::npos);
}

TEST(Table, WithoutRowsPrintsNothing) { EXPECT_EQ(Printed(Table({{"a"}})), ""); }

TEST(Table, FoldsTheLastColumnAtTheEdge) {
  Table table({{"row"}, {.name = "what", .wraps = true}});
  table.Add({Cell{"14"}, Cell{"thirty columns are the least, and a word is never cut"}});
  // The text column begins in column 5, and 35 - 5 is 30.
  EXPECT_EQ(Printed(table, false, 35),
            "row  what\n"
            "14   thirty columns are the least,\n"
            "     and a word is never cut\n");
}

TEST(Table, CellsOfStrangersCannotMoveTheCursor) {
  Table table({{"value"}});
  table.Add({Cell{"\x1b[2J\n"}});
  EXPECT_EQ(Printed(table), "value\n\\x1b[2J\\n\n");
}

TEST(Table, CsvHasEveryColumnAndCrLf) {
  EXPECT_EQ(Csv(TableOfTwoRows()),
            "organisation,first_day,figures,unused\r\n"
            "Môn,2026-04-01,7,\r\n"
            "RX4,,1200,\r\n");
}

TEST(Table, CsvWithoutRowsHasAHeader) { EXPECT_EQ(Csv(Table({{"a"}, {"b"}})), "a,b\r\n"); }

TEST(CsvRecord, QuotesWhatNeedsIt) {
  EXPECT_EQ(CsvRecord({"plain", "a,b", "say \"hi\"", "two\nlines", " led by a space"}),
            "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" led by a space\"\r\n");
}

}  // namespace
}  // namespace trustwatch::cli
