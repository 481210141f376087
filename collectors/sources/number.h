#ifndef TRUSTWATCH_COLLECTORS_SOURCES_NUMBER_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_NUMBER_H_

#include <string_view>
#include <variant>

#include "collectors/sources/source_row.h"

namespace trustwatch::sources {

struct NumberText {
  double value = 0;  // finite, never -0
  UnitSign unit = UnitSign::kNone;
};

// Reads a number as people and spreadsheets write it:
//   12  -5  +5  .5  5.  1234.5  5.03563e+006  1,234  1 234  £1,234.50  -£5  62.5%
// Commas or spaces part thousands only in right groups of three that do not begin with 0; a point
// is the decimal mark. Everything else is a complaint with its own cure: 1,23, 1e400, NaN, 0x1F,
// 12O, (12), <5, 1.234,56. `text` is trimmed and not empty. Pure.
std::variant<NumberText, Complaint> ReadNumber(std::string_view text);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_NUMBER_H_
