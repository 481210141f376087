#include "collectors/cli/table.h"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "collectors/cli/console.h"
#include "collectors/cli/display.h"
#include "daemon/base/check.h"

namespace trustwatch::cli {
namespace {

constexpr std::size_t kGap = 2;       // spaces between columns
constexpr std::size_t kWrapMin = 30;  // a folded column is never narrower

std::string Heading(const Column& column) {
  std::string text = column.name;
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

bool NeedsQuotes(const std::string& field) {
  return field.find_first_of(",\"\r\n") != std::string::npos ||
         (!field.empty() && (field.front() == ' ' || field.back() == ' '));
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::Add(std::vector<Cell> row) {
  TRUSTWATCH_CHECK(row.size() == columns_.size());
  rows_.push_back(std::move(row));
}

// 0 for a column that no row uses.
std::vector<std::size_t> Table::Widths() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    for (const auto& row : rows_) {
      widths[i] = std::max(widths[i], DisplayWidth(Visible(row[i].text)));
    }
    if (widths[i] > 0) widths[i] = std::max(widths[i], DisplayWidth(Heading(columns_[i])));
  }
  return widths;
}

void Table::Print(const Console& console) const {
  if (rows_.empty()) return;
  const std::vector<std::size_t> widths = Widths();
  std::vector<Cell> headings;
  for (const Column& column : columns_) headings.push_back({Heading(column), Style::kHeading});
  PrintRow(console, headings, widths);
  for (const auto& row : rows_) PrintRow(console, row, widths);
}

void Table::PrintRow(const Console& console, const std::vector<Cell>& row,
                     const std::vector<std::size_t>& widths) const {
  std::string line;
  std::size_t column_begin = 0;
  std::size_t written = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (widths[i] == 0) continue;
    const std::string text = Visible(row[i].text);
    std::vector<std::string> folded = {text};
    if (columns_[i].wraps && console.width > 0) {
      const std::size_t left = console.width - std::min(console.width, column_begin);
      folded = Wrap(text, std::max(kWrapMin, left));
    }
    for (std::size_t k = 0; k < folded.size(); ++k) {
      const std::size_t width = DisplayWidth(folded[k]);
      const std::size_t indent = columns_[i].to_the_right ? widths[i] - width : 0;
      if (k > 0) {
        line += '\n';
        written = 0;
      }
      if (!folded[k].empty()) {
        line.append(column_begin + indent - written, ' ');
        line += console.Paint(folded[k], row[i].style);
        written = column_begin + indent + width;
      }
    }
    column_begin += widths[i] + kGap;
  }
  console.out << line << '\n';
}

void Table::PrintCsv(std::ostream& out) const {
  std::vector<std::string> fields;
  for (const Column& column : columns_) fields.push_back(column.name);
  out << CsvRecord(fields);
  PrintCsvRows(out);
}

void Table::PrintCsvRows(std::ostream& out) const {
  for (const auto& row : rows_) {
    std::vector<std::string> fields;
    for (const Cell& cell : row) fields.push_back(cell.text);
    out << CsvRecord(fields);
  }
}

std::string CsvRecord(const std::vector<std::string>& fields) {
  std::string record;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) record += ',';
    if (!NeedsQuotes(fields[i])) {
      record += fields[i];
      continue;
    }
    record += '"';
    for (const char letter : fields[i]) {
      if (letter == '"') record += '"';
      record += letter;
    }
    record += '"';
  }
  return record + "\r\n";
}

}  // namespace trustwatch::cli
