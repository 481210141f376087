#ifndef TRUSTWATCH_COLLECTORS_SOURCES_SOURCE_ROW_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_SOURCE_ROW_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trustwatch::sources {

// Where something stands in a file, as a spreadsheet shows it.
struct Place {
  std::string file;      // as the caller named it
  std::int64_t row = 0;  // the line of the file on which the record begins, from 1; 0: the file
  std::string column;    // the header's text; empty: the whole row
};

// Why something cannot be read, and what to do.
struct Complaint {
  std::string message;  // what is wrong, to be read after the quoted value if there is one
  std::string cure;     // what to write instead
};

// A cell, row or file that cannot be read. Shape only: meaning is judged by the daemon.
struct ShapeFault {
  Place place;
  std::string value;    // as it stands; empty: nothing to quote
  std::string message;  // what is wrong, to be read after the quoted value if there is one
  std::string cure;     // what to write instead

  // returns.csv, row 14, column value: "12O" is not a number; write digits only
  // A long value is cut, and control characters in it are shown as ?.
  std::string ToString() const;
};

enum class CellKind : std::uint8_t { kNumber, kNilReturn, kNotApplicable, kSuppressed, kMissing };

// number, nil return, not applicable, suppressed or missing.
std::string_view ToString(CellKind kind);

// A sign of the unit that stood in the cell. The number is never scaled by it: 62.5% is 62.5.
enum class UnitSign : std::uint8_t { kNone, kPercent, kPounds };

struct Cell {
  CellKind kind = CellKind::kNumber;
  std::optional<double> value;  // kNumber: value, or numerator and denominator, or all
  std::optional<double> numerator;
  std::optional<double> denominator;
  std::string reason;  // kMissing; never empty there
  UnitSign unit = UnitSign::kNone;
};

// A day that exists.
struct SourceDate {
  int year = 0;
  int month = 0;
  int day = 0;

  friend auto operator<=>(const SourceDate&, const SourceDate&) = default;
};

// 2026-04-30.
std::string ToString(const SourceDate& date);

// The first and the last day of a period, both included; the last is not before the first.
struct SourceSpan {
  SourceDate first_day;
  SourceDate last_day;

  friend auto operator<=>(const SourceSpan&, const SourceSpan&) = default;
};

// One figure as a file states it.
struct SourceRow {
  Place place;
  std::string organisation;  // empty: neither the file nor the caller says
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
