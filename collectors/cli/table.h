#ifndef TRUSTWATCH_COLLECTORS_CLI_TABLE_H_
#define TRUSTWATCH_COLLECTORS_CLI_TABLE_H_

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "collectors/cli/console.h"

namespace trustwatch::cli {

struct Column {
  std::string name;           // first_day; on a terminal "first day"
  bool to_the_right = false;  // numbers
  bool wraps = false;         // long text, folded at the terminal's edge; the last column only
};

struct Cell {
  std::string text;
  Style style = Style::kPlain;
};

// Rows under named columns, for people or for programs. Not thread-safe.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  // One cell for each column.
  void Add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }

  // Aligned columns with a heading; nothing at all if there are no rows. A column that is empty in
  // every row is left out.
  void Print(const Console& console) const;

  // RFC 4180: CRLF, quotes where needed, a header always, every column.
  void PrintCsv(std::ostream& out) const;
  // The same without the header, for a table that goes on.
  void PrintCsvRows(std::ostream& out) const;

 private:
  std::vector<std::size_t> Widths() const;
  void PrintRow(const Console& console, const std::vector<Cell>& row,
                const std::vector<std::size_t>& widths) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

// One record of RFC 4180, with its CRLF.
std::string CsvRecord(const std::vector<std::string>& fields);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_TABLE_H_
