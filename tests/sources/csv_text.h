#ifndef TRUSTWATCH_TESTS_SOURCES_CSV_TEXT_H_
#define TRUSTWATCH_TESTS_SOURCES_CSV_TEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "collectors/sources/csv_reader.h"

namespace trustwatch::sources {

using Table = std::vector<std::vector<std::string>>;

// All that a reader says: the records as they are, faults as ToString.
struct ReadAll {
  explicit ReadAll(CsvReader reader) {
    for (;;) {
      const CsvReader::Step step = reader.Next();
      if (step == CsvReader::Step::kEnd) break;
      if (step == CsvReader::Step::kRecord) {
        table.emplace_back(reader.cells().begin(), reader.cells().end());
        rows.push_back(static_cast<int>(reader.row()));
      } else {
        faults.push_back(reader.fault().ToString());
        broken = step == CsvReader::Step::kBroken;
      }
    }
    blank = static_cast<int>(reader.blank_records());
    converted = static_cast<int>(reader.converted_cells());
  }
  explicit ReadAll(std::string text, CsvLimits limits = {})
      : ReadAll(CsvReader::OverText("t.csv", std::move(text), limits)) {}

  Table table;
  std::vector<int> rows;
  std::vector<std::string> faults;
  bool broken = false;
  int blank = 0;
  int converted = 0;
};

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_TESTS_SOURCES_CSV_TEXT_H_
