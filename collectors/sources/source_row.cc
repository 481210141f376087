#include "collectors/sources/source_row.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fmt/format.h"

namespace trustwatch::sources {
namespace {

constexpr std::size_t kQuotedBytesMax = 80;

// The value as a message may quote it: one line, not too long, no character cut in two.
std::string Quotable(std::string_view value) {
  std::size_t size = value.size();
  if (size > kQuotedBytesMax) {
    size = kQuotedBytesMax;
    while (size > 0 && (static_cast<unsigned char>(value[size]) & 0xC0U) == 0x80U) --size;
  }
  std::string quoted(value.substr(0, size));
  for (char& c : quoted) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return size < value.size() ? quoted + "..." : quoted;
}

}  // namespace

std::string ShapeFault::ToString() const {
  std::string text = place.file;
  if (place.row > 0) text += fmt::format(", row {}", place.row);
  if (!place.column.empty()) text += fmt::format(", column {}", Quotable(place.column));
  text += ": ";
  if (!value.empty()) text += fmt::format("\"{}\" ", Quotable(value));
  return text + fmt::format("{}; {}", message, cure);
}

std::string_view ToString(CellKind kind) {
  switch (kind) {
    case CellKind::kNumber:
      return "number";
    case CellKind::kNilReturn:
      return "nil return";
    case CellKind::kNotApplicable:
      return "not applicable";
    case CellKind::kSuppressed:
      return "suppressed";
    case CellKind::kMissing:
      return "missing";
  }
  return "number";
}

std::string ToString(const SourceDate& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace trustwatch::sources
