#ifndef TRUSTWATCH_COLLECTORS_SOURCES_RETURN_HEADER_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_RETURN_HEADER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/sources/return_file.h"
#include "collectors/sources/source_row.h"

namespace trustwatch::sources {

// The columns that have a name of their own.
enum class ReturnColumn : std::uint8_t {
  kOrganisation,
  kIndicator,
  kPeriod,
  kFirstDay,
  kLastDay,
  kBreakdown,
  kStatus,
  kValue,
  kNumerator,
  kDenominator,
  kExplanation,
  kReason,
};
inline constexpr std::size_t kReturnColumns = 12;

// organisation, first_day, ...
std::string_view NameOf(ReturnColumn column);

using ColumnIndex = std::optional<std::size_t>;

// The columns that together say one figure of a row.
struct FigureColumns {
  std::string indicator;             // empty: the row says it
  std::optional<SourceSpan> period;  // nullopt: the row says it
  ColumnIndex value;
  ColumnIndex numerator;
  ColumnIndex denominator;

  // Where the figure stands, for people: the value's column, or else the first that there is.
  std::size_t MainColumn() const {
    return value.has_value()       ? *value
           : numerator.has_value() ? *numerator
                                   : denominator.value_or(0);
  }
};

// What the header of a return says.
struct ReturnHeader {
  ReturnLayout layout = ReturnLayout::kUnknown;
  // False: so much is missing that the rows cannot be read.
  bool readable = false;
  std::vector<std::string> names;  // trimmed
  std::array<ColumnIndex, kReturnColumns> at;
  std::vector<FigureColumns> figures;  // from left to right; one if the layout is kTidy
  std::vector<std::size_t> unnamed;    // columns without a name, which must be empty
  std::vector<ShapeFault> faults;      // place.file is empty

  ColumnIndex At(ReturnColumn column) const { return at[static_cast<std::size_t>(column)]; }
};

// Recognises the layout by the names of the columns and says every fault of the header.
ReturnHeader ReadReturnHeader(std::int64_t row, std::span<const std::string> cells);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_RETURN_HEADER_H_
