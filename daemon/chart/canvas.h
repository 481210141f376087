#ifndef TRUSTWATCH_DAEMON_CHART_CANVAS_H_
#define TRUSTWATCH_DAEMON_CHART_CANVAS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trustwatch::chart {

// What a character of a terminal chart is drawn with, where there are colours.
enum class Ink : std::uint8_t { kPlain, kFaint, kImprovement, kConcern, kNeither, kTarget };

struct Cell {
  char32_t character = U' ';
  Ink ink = Ink::kPlain;
};
using CellRow = std::vector<Cell>;

// The characters of one way to draw.
struct Glyphs {
  char32_t common_cause, improvement_high, improvement_low, concern, neither;
  char32_t mean, limit, trial_limit, target, step, missing;
  char32_t side, tick, corner, floor, floor_tick;
};
inline constexpr Glyphs kUnicodeGlyphs = {U'•', U'▲', U'▼', U'■', U'◆', U'─', U'╌', U'·',
                                          U'═', U'┊', U'?', U'│', U'┤', U'└', U'─', U'┬'};
inline constexpr Glyphs kAsciiGlyphs = {U'o', U'^', U'v', U'#', U'@', U'=', U'-', U'~',
                                        U'T', U':', U'?', U'|', U'+', U'+', U'-', U'+'};

struct Dot {
  std::int64_t x = 0;
  std::int64_t y = 0;  // downwards
};

// The plot of a terminal chart. A cell has 2 by 4 dots; what is put into a cell later hides what
// was there, and dots are hidden by characters that are put after they were drawn.
// Not thread-safe.
class Canvas {
 public:
  Canvas(std::size_t columns, std::size_t rows) : cells_(rows, CellRow(columns)) {}

  std::size_t columns() const { return cells_.front().size(); }
  std::size_t rows() const { return cells_.size(); }

  // Outside of the canvas nothing is put.
  void Put(std::size_t column, std::size_t row, Cell cell);
  // A straight line of dots, both ends included: braille, or full stops.
  void DrawDots(Dot from, Dot to, bool ascii);

  const CellRow& Row(std::size_t row) const { return cells_[row]; }

 private:
  void AddDot(Dot dot, bool ascii);

  std::vector<CellRow> cells_;  // at least one row
};

CellRow ToCells(std::u32string_view text, Ink ink = Ink::kPlain);

// One line with its line feed, without spaces at its end. With colours, each run of one ink stands
// between its escape sequence and the one that ends it.
std::string ToLine(const CellRow& row, bool ansi_colour);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_CANVAS_H_
