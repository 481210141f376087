#ifndef TRUSTWATCH_COLLECTORS_SOURCES_SOURCE_ROW_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_SOURCE_ROW_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trustwatch::sources {

// Where something stands in a file, as a spreadsheet shows it.
struct Place {
  std::string file;
  std::int64_t row = 0;  // the line of the file on which the record begins, from 1
  std::string column;    // the header's text; empty: the whole row
};

// A cell, row or file that cannot be read. Shape only: meaning is judged by the daemon.
struct ShapeFault {
  Place place;
  std::string value;    // as it stands
  std::string message;  // what is wrong
  std::string cure;     // what to write instead

  // returns.csv, row 14, column value: "12O" is not a number; write digits only
  std::string ToString() const;
};

enum class CellKind : std::uint8_t { kNumber, kNilReturn, kNotApplicable, kSuppressed, kMissing };

struct Cell {
  CellKind kind = CellKind::kNumber;
  std::optional<double> value;  // kNumber: value, or numerator and denominator, or all
  std::optional<double> numerator;
  std::optional<double> denominator;
  std::string reason;  // kMissing
};

struct SourceDate {
  int year = 0;
  int month = 0;
  int day = 0;

  friend auto operator<=>(const SourceDate&, const SourceDate&) = default;
};

// One figure as a file states it.
struct SourceRow {
  Place place;
  std::string organisation;  // empty: the file does not say
  std::string indicator;     // the catalogue's id, or the published measure's id for national files
  std::string breakdown;     // empty: the whole
  SourceDate first_day;
  SourceDate last_day;
  std::string status;  // provisional, refreshed, final; empty: the file does not say
  Cell cell;
  std::string explanation;
};

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_SOURCE_ROW_H_
