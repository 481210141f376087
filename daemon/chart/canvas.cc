#include "daemon/chart/canvas.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "daemon/chart/text.h"

namespace trustwatch::chart {
namespace {

constexpr char32_t kBraille = 0x2800;

// The bits of Unicode's braille patterns: [y][x] within a cell.
constexpr std::array<std::array<char32_t, 2>, 4> kDotBits = {
    {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};

bool IsBraille(char32_t character) { return character >= kBraille && character <= kBraille + 0xFF; }

// Colours near those of the SVG that read well on dark and light grounds.
std::string_view EscapeOf(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kFaint:
      return "\x1b[38;5;245m";
    case Ink::kImprovement:
      return "\x1b[38;5;39m";
    case Ink::kConcern:
      return "\x1b[38;5;208m";
    case Ink::kNeither:
      return "\x1b[38;5;135m";
    case Ink::kTarget:
      return "\x1b[38;5;160m";
  }
  return "";
}

}  // namespace

void Canvas::Put(std::size_t column, std::size_t row, Cell cell) {
  if (row < rows() && column < columns()) cells_[row][column] = cell;
}

void Canvas::AddDot(Dot dot, bool ascii) {
  const auto column = static_cast<std::size_t>(dot.x / 2);
  const auto row = static_cast<std::size_t>(dot.y / 4);
  if (row >= rows() || column >= columns()) return;
  Cell& cell = cells_[row][column];
  const char32_t bits = IsBraille(cell.character) ? cell.character : kBraille;
  cell = {.character = ascii ? U'.'
                             : (bits | kDotBits[static_cast<std::size_t>(dot.y % 4)]
                                               [static_cast<std::size_t>(dot.x % 2)]),
          .ink = Ink::kFaint};
}

void Canvas::DrawDots(Dot from, Dot to, bool ascii) {
  const std::int64_t wide = to.x - from.x;
  const std::int64_t high = to.y - from.y;
  const std::int64_t steps = std::max({std::abs(wide), std::abs(high), std::int64_t{1}});
  for (std::int64_t i = 0; i <= steps; ++i) {
    // Rounds to the nearest dot; the ends are never negative.
    AddDot({.x = (2 * (from.x * steps + wide * i) + steps) / (2 * steps),
            .y = (2 * (from.y * steps + high * i) + steps) / (2 * steps)},
           ascii);
  }
}

CellRow ToCells(std::u32string_view text, Ink ink) {
  CellRow row;
  row.reserve(text.size());
  for (const char32_t c : text) row.push_back({.character = c, .ink = ink});
  return row;
}

std::string ToLine(const CellRow& row, bool ansi_colour) {
  std::size_t size = row.size();
  while (size > 0 && row[size - 1].character == U' ') --size;
  std::string line;
  Ink ink = Ink::kPlain;
  for (std::size_t i = 0; i < size; ++i) {
    if (ansi_colour && row[i].ink != ink) {
      if (ink != Ink::kPlain) line += "\x1b[0m";
      ink = row[i].ink;
      line += EscapeOf(ink);
    }
    line += ToUtf8(std::u32string_view(&row[i].character, 1));
  }
  if (ink != Ink::kPlain) line += "\x1b[0m";
  return line + "\n";
}

}  // namespace trustwatch::chart
