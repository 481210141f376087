#ifndef TRUSTWATCH_COLLECTORS_SOURCES_CELL_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_CELL_H_

#include <string_view>
#include <variant>

#include "collectors/sources/source_row.h"

namespace trustwatch::sources {

// Nothing is reported here. Not a fault, and not a nil return.
struct EmptyCell {};

using CellReading = std::variant<EmptyCell, Cell, Complaint>;

// Reads what one cell says, each form on purpose; white space around it does not count, nor do
// capitals, and '_' is a space.
//
//   a number, see ReadNumber      kNumber, its `unit` if a % or £ stood there
//   nothing                       EmptyCell
//   nil, nil return               kNilReturn
//   N/A, NA, not applicable       kNotApplicable
//   *, suppressed                 kSuppressed
//   missing: the reason           kMissing
//
// Everything else is a complaint: a dash, since it may mean any of these; NULL, #N/A and the errors
// of a spreadsheet; words such as zero, none, unknown. Pure; about 50 ns for a number.
CellReading ReadCell(std::string_view text);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_CELL_H_
