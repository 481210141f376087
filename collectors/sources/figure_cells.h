#ifndef TRUSTWATCH_COLLECTORS_SOURCES_FIGURE_CELLS_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_FIGURE_CELLS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/sources/cell.h"
#include "collectors/sources/return_header.h"
#include "collectors/sources/source_row.h"

namespace trustwatch::sources {

// A complaint about one column of a row.
struct ColumnComplaint {
  std::size_t column = 0;
  Complaint complaint;
};

using FigureReading = std::variant<EmptyCell, Cell, std::vector<ColumnComplaint>>;

// Reads the cells that together say one figure; EmptyCell if all are empty. Numerator and
// denominator are numbers beside a number, and both of them where there is no value. Beside an
// absence they are empty or say the same absence, and both of them may say it alone.
// `reason` is the text of the column reason, read only where the value is the word missing, and a
// complaint is made of any other use, so that it is not lost.
FigureReading ReadFigure(std::span<const std::string_view> cells, const FigureColumns& columns,
                         ColumnIndex reason);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_FIGURE_CELLS_H_
