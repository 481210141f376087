#include "daemon/chart/unicode.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/chart/canvas.h"
#include "daemon/chart/labels.h"
#include "daemon/chart/lines.h"
#include "daemon/chart/text.h"
#include "daemon/chart/unicode_frame.h"
#include "daemon/chart/words.h"

namespace trustwatch::chart {
namespace {

Cell PointCell(const ChartInput& input, std::size_t row, const Glyphs& glyphs) {
  const stats::Label label = input.points[row].label;
  switch (stats::VariationOf(label, input.better)) {
    case stats::Variation::kImprovement:
      return {stats::IsHigh(label) ? glyphs.improvement_high : glyphs.improvement_low,
              Ink::kImprovement};
    case stats::Variation::kConcern:
      return {glyphs.concern, Ink::kConcern};
    case stats::Variation::kNeither:
      return {glyphs.neither, Ink::kNeither};
    case stats::Variation::kCommonCause:
      break;
  }
  return {glyphs.common_cause, Ink::kPlain};
}

// Where what belongs to a row begins: half the way to the row before.
std::size_t LeftOf(const UnicodeFrame& frame, std::size_t row) {
  if (row <= frame.first_row) return 0;
  return frame.Column(row) - (frame.spacing + 1) / 2;
}

// The lines of one stretch over its columns.
void DrawStretch(Canvas& canvas, const UnicodeFrame& frame, const Stretch& stretch, bool is_last) {
  const std::size_t end = stretch.first + stretch.rows;
  if (end <= frame.first_row) return;
  const std::size_t left = LeftOf(frame, stretch.first);
  const std::size_t right = is_last ? canvas.columns() : LeftOf(frame, end);
  const auto draw = [&](std::optional<double> value, Cell cell) {
    if (!value.has_value()) return;
    for (std::size_t column = left; column < right; ++column) {
      canvas.Put(column, frame.CellRowOf(*value), cell);
    }
  };
  const Glyphs& glyphs = *frame.glyphs;
  const Cell limit = {stretch.trial ? glyphs.trial_limit : glyphs.limit, Ink::kFaint};
  draw(LowerOf(stretch.lines), limit);
  draw(UpperOf(stretch.lines), limit);
  draw(MeanOf(stretch.lines), {glyphs.mean, Ink::kPlain});
}

void DrawSteps(Canvas& canvas, const ChartInput& input, const UnicodeFrame& frame) {
  for (const Process& process : input.processes) {
    if (process.first <= frame.first_row) continue;
    for (std::size_t row = 0; row < canvas.rows(); ++row) {
      canvas.Put(LeftOf(frame, process.first), row, {frame.glyphs->step, Ink::kPlain});
    }
  }
}

// The line from row to row, broken where a figure is missing and where a process begins.
void DrawProcess(Canvas& canvas, const ChartInput& input, const UnicodeFrame& frame) {
  for (const Process& process : input.processes) {
    std::optional<Dot> before;
    for (std::size_t row = std::max(process.first, frame.first_row);
         row < process.first + process.rows; ++row) {
      if (!IsKnown(input, row)) {
        before.reset();
        continue;
      }
      const Dot dot = {.x = 2 * static_cast<std::int64_t>(frame.Column(row)),
                       .y = frame.DotRow(input.values[row])};
      if (before.has_value()) canvas.DrawDots(*before, dot, frame.ascii);
      before = dot;
    }
  }
}

Canvas DrawPlot(const ChartInput& input, const UnicodeFrame& frame) {
  Canvas canvas(frame.plot_columns, frame.plot_rows);
  const std::vector<Stretch> stretches = StretchesOf(input);
  for (const Stretch& stretch : stretches) {
    DrawStretch(canvas, frame, stretch, &stretch == &stretches.back());
  }
  if (frame.extent.target == TargetPlace::kOnAxis) {
    for (std::size_t column = 0; column < canvas.columns(); ++column) {
      canvas.Put(column, frame.CellRowOf(*input.target), {frame.glyphs->target, Ink::kTarget});
    }
  }
  DrawSteps(canvas, input, frame);
  DrawProcess(canvas, input, frame);
  for (std::size_t row = frame.first_row; row < input.values.size(); ++row) {
    if (!IsKnown(input, row)) continue;
    canvas.Put(frame.Column(row), frame.CellRowOf(input.values[row]),
               PointCell(input, row, *frame.glyphs));
  }
  return canvas;
}

// The numbers and the side left of the plot, one for each of its rows.
std::vector<CellRow> DrawSide(const ChartInput& input, const UnicodeFrame& frame) {
  CellRow blank(frame.gutter);
  blank.back() = {frame.glyphs->side, Ink::kPlain};
  std::vector<CellRow> side(frame.plot_rows, blank);
  const Axis& axis = *frame.axis;
  const auto last = static_cast<double>(4 * frame.plot_rows - 1);
  for (std::int64_t tick = axis.first; tick <= axis.last; ++tick) {
    const double part =
        static_cast<double>(axis.last - tick) / static_cast<double>(axis.last - axis.first);
    CellRow& row = side[static_cast<std::size_t>(std::llround(part * last) / 4)];
    // Two ticks on one row: the lower of them has it.
    row = blank;
    row.back().character = frame.glyphs->tick;
    const std::u32string text =
        TerminalText(TickText(axis, tick) + TickUnit(input.unit), frame.ascii);
    for (std::size_t i = 0; i < text.size(); ++i) {
      row[frame.gutter - 2 - text.size() + i].character = text[i];
    }
  }
  return side;
}

void MarkFloor(CellRow& floor, const ChartInput& input, const UnicodeFrame& frame) {
  for (std::size_t row = frame.first_row; row < input.values.size(); ++row) {
    if (!IsKnown(input, row)) {
      floor[frame.gutter + frame.Column(row)].character = frame.glyphs->missing;
    }
  }
  for (std::size_t i = 0; i < input.notes.size() && i < 9; ++i) {
    if (input.notes[i].row < frame.first_row) continue;
    floor[frame.gutter + frame.Column(input.notes[i].row)].character =
        U'1' + static_cast<char32_t>(i);
  }
}

// The line below the plot, and the periods below that.
std::vector<CellRow> DrawFloor(const ChartInput& input, const UnicodeFrame& frame) {
  CellRow floor(frame.gutter + frame.plot_columns, {frame.glyphs->floor, Ink::kPlain});
  std::fill_n(floor.begin(), frame.gutter, Cell{});
  floor[frame.gutter - 1].character = frame.glyphs->corner;
  CellRow periods(frame.columns);
  std::vector<Label> labels;
  std::vector<std::u32string> texts;
  for (std::size_t row = frame.first_row; row < input.values.size(); ++row) {
    texts.push_back(CutTo(TerminalText(input.periods[row], frame.ascii), 24, frame.ascii));
    labels.push_back({.centre = static_cast<double>(frame.gutter + frame.Column(row)) + 0.5,
                      .width = static_cast<double>(texts.back().size())});
  }
  const LabelRoom room{.left = 0, .right = static_cast<double>(frame.columns), .gap = 2};
  for (const PlacedLabel& place : PlaceLabels(labels, room)) {
    floor[frame.gutter + frame.Column(frame.first_row + place.row)].character =
        frame.glyphs->floor_tick;
    const auto left = static_cast<std::size_t>(place.left);
    const std::u32string& text = texts[place.row];
    for (std::size_t i = 0; i < text.size(); ++i) periods[left + i].character = text[i];
  }
  MarkFloor(floor, input, frame);
  return {floor, periods};
}

std::vector<CellRow> DrawChart(const ChartInput& input, const UnicodeFrame& frame) {
  std::vector<CellRow> rows = DrawSide(input, frame);
  const Canvas canvas = DrawPlot(input, frame);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].insert(rows[row].end(), canvas.Row(row).begin(), canvas.Row(row).end());
  }
  std::vector<CellRow> floor = DrawFloor(input, frame);
  std::move(floor.begin(), floor.end(), std::back_inserter(rows));
  return rows;
}

}  // namespace

std::string DrawUnicode(const ChartInput& input, const UnicodeOptions& options) {
  CheckInput(input);
  const UnicodeFrame frame = MakeUnicodeFrame(input, options);
  std::string text;
  const auto add = [&](const std::vector<CellRow>& rows) {
    for (const CellRow& row : rows) text += ToLine(row, options.ansi_colour);
  };
  add(frame.head);
  if (frame.plot_rows > 0) add(DrawChart(input, frame));
  add(frame.tail);
  return text;
}

}  // namespace trustwatch::chart
