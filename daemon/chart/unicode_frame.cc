#include "daemon/chart/unicode_frame.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/chart/lines.h"
#include "daemon/chart/text.h"
#include "fmt/format.h"

namespace trustwatch::chart {
namespace {

constexpr std::size_t kPlotRowsMin = 4;
constexpr std::size_t kPlotRowsWanted = 8;  // before what matters less gets a line
constexpr std::size_t kPlotColumnsMin = 12;
constexpr std::size_t kSpacingMax = 6;
constexpr std::size_t kFloorRows = 2;  // the line below the plot and the periods

struct Entry {
  bool occurs = false;
  std::u32string mark;
  Ink ink = Ink::kPlain;
  std::string text;
};

// " 70.1% to 92.3%"; nothing where there are none.
std::string LimitsText(const stats::Lines& lines, const NumberStyle& style) {
  const std::optional<double> lower = LowerOf(lines);
  const std::optional<double> upper = UpperOf(lines);
  std::string text;
  if (lower.has_value()) text += (upper.has_value() ? " " : " from ") + NumberText(*lower, style);
  if (upper.has_value()) text += " to " + NumberText(*upper, style);
  return text;
}

std::vector<Entry> EntriesOf(const UnicodeFrame& frame, const ChartInput& input) {
  const Extent& extent = frame.extent;
  const Glyphs& glyphs = *frame.glyphs;
  const auto number = [&frame](double value) { return NumberText(value, frame.style); };
  std::string mean = "Mean";
  std::string limits;
  if (!input.lines.empty()) {
    const stats::Lines& lines = input.lines.back();
    if (MeanOf(lines).has_value()) mean += " " + number(*MeanOf(lines));
    limits = LimitsText(lines, frame.style);
  }
  // The values are those of the latest row, firm or provisional.
  const bool trial = !input.processes.empty() && input.processes.back().trial;
  const char32_t improvement =
      input.better == stats::Better::kLower ? glyphs.improvement_low : glyphs.improvement_high;
  return {{extent.common_cause, {glyphs.common_cause}, Ink::kPlain, "Common cause"},
          {extent.improvement, {improvement}, Ink::kImprovement, "Improvement"},
          {extent.concern, {glyphs.concern}, Ink::kConcern, "Concern"},
          {extent.neither, {glyphs.neither}, Ink::kNeither, "Change, neither better nor worse"},
          {extent.missing, {glyphs.missing}, Ink::kPlain, "No figure"},
          {extent.mean, std::u32string(2, glyphs.mean), Ink::kPlain, mean},
          {extent.firm_limits, std::u32string(2, glyphs.limit), Ink::kFaint,
           "Limits" + (trial ? std::string() : limits)},
          {extent.trial_limits, std::u32string(2, glyphs.trial_limit), Ink::kFaint,
           "Provisional limits" + (trial ? limits : std::string())},
          {extent.target == TargetPlace::kOnAxis, std::u32string(2, glyphs.target), Ink::kTarget,
           input.target.has_value() ? "Target " + number(*input.target) : ""},
          {extent.steps, {glyphs.step}, Ink::kPlain, "Step change"}};
}

std::vector<CellRow> LegendRows(const UnicodeFrame& frame, const ChartInput& input) {
  std::vector<CellRow> rows;
  for (const Entry& entry : EntriesOf(frame, input)) {
    if (!entry.occurs) continue;
    CellRow cells = ToCells(entry.mark, entry.ink);
    const CellRow words = ToCells(U" " + TerminalText(entry.text, frame.ascii));
    cells.insert(cells.end(), words.begin(), words.end());
    if (cells.size() > frame.columns) cells.resize(frame.columns);
    if (rows.empty() || rows.back().size() + 3 + cells.size() > frame.columns) {
      rows.push_back(std::move(cells));
      continue;
    }
    rows.back().resize(rows.back().size() + 3);
    rows.back().insert(rows.back().end(), cells.begin(), cells.end());
  }
  return rows;
}

std::vector<CellRow> TextRows(const UnicodeFrame& frame, const std::string& text) {
  std::vector<CellRow> rows;
  for (const std::u32string& line : Wrap(TerminalText(text, frame.ascii), frame.columns)) {
    rows.push_back(ToCells(line));
  }
  return rows;
}

void Append(std::vector<CellRow>& rows, std::vector<CellRow> more) {
  std::move(more.begin(), more.end(), std::back_inserter(rows));
}

CellRow CutRow(const UnicodeFrame& frame, const std::string& text) {
  return ToCells(CutTo(TerminalText(text, frame.ascii), frame.columns, frame.ascii));
}

std::size_t WidestTick(const Axis& axis, const ChartInput& input, bool ascii) {
  std::size_t widest = 0;
  for (std::int64_t tick = axis.first; tick <= axis.last; ++tick) {
    const std::string text = TickText(axis, tick) + TickUnit(input.unit);
    widest = std::max(widest, TerminalText(text, ascii).size());
  }
  return widest;
}

// The axis, and the columns that its labels leave.
void FitAxis(UnicodeFrame& frame, const ChartInput& input) {
  frame.extent = FindExtent(input, frame.first_row);
  frame.axis.reset();
  if (!frame.extent.lowest.has_value()) return;
  const auto intervals = static_cast<int>(std::clamp<std::size_t>(frame.rows / 5, 2, 8));
  frame.axis = MakeAxis(*frame.extent.lowest, *frame.extent.highest, intervals);
  frame.gutter = WidestTick(*frame.axis, input, frame.ascii) + 2;
  frame.plot_columns = frame.columns > frame.gutter ? frame.columns - frame.gutter : 0;
}

// How many of the rows fit; the first column and the last are left free.
void FitRows(UnicodeFrame& frame, const ChartInput& input) {
  const std::size_t rows = input.values.size();
  const std::size_t room = frame.plot_columns - 2;
  frame.first_row = std::max(frame.first_row, rows - std::min(rows, room));
  const std::size_t shown = rows - frame.first_row;
  frame.spacing = shown < 2 ? 1 : std::clamp<std::size_t>((room - 1) / (shown - 1), 1, kSpacingMax);
  if (shown > 1) frame.plot_columns = frame.Column(rows - 1) + 2;
}

// Ticks, the columns that they leave and the rows that fit depend on each other. Rows are only ever
// left out, so this ends, and with the axis of the rows that stay. False: there is
// nothing to draw, or there are too few columns.
bool FitColumns(UnicodeFrame& frame, const ChartInput& input) {
  std::size_t before = 0;
  do {
    before = frame.first_row;
    FitAxis(frame, input);
    if (!frame.axis.has_value() || frame.plot_columns < kPlotColumnsMin) return false;
    FitRows(frame, input);
  } while (frame.first_row != before);
  return true;
}

// What matters less than the plot has its size. False: the plot needs the room.
bool AddIfRoom(UnicodeFrame& frame, std::vector<CellRow>& part, std::vector<CellRow> rows) {
  if (frame.plot_rows < kPlotRowsWanted + rows.size()) return false;
  frame.plot_rows -= rows.size();
  Append(part, std::move(rows));
  return true;
}

void FitTail(UnicodeFrame& frame, const ChartInput& input) {
  frame.tail = LegendRows(frame, input);
  if (frame.first_row > 0) {
    Append(frame.tail, TextRows(frame, fmt::format("The latest {} of {} periods are shown.",
                                                   input.values.size() - frame.first_row,
                                                   input.values.size())));
  }
  Append(frame.tail, TextRows(frame, input.sentence));
  Append(frame.tail, TextRows(frame, TargetText(input, frame.extent.target, frame.style)));
  const std::size_t needed = frame.head.size() + kFloorRows + frame.tail.size();
  frame.plot_rows = frame.rows > needed ? frame.rows - needed : 0;
  for (const std::string& remark : input.remarks) {
    if (!AddIfRoom(frame, frame.tail, TextRows(frame, remark))) return;
  }
  if (!input.subtitle.empty() && !AddIfRoom(frame, frame.head, {CutRow(frame, input.subtitle)})) {
    return;
  }
  if (!AddIfRoom(frame, frame.tail, TextRows(frame, AxisText(*frame.axis, input.unit)))) return;
  for (std::size_t i = 0; i < input.notes.size(); ++i) {
    const Note& note = input.notes[i];
    if (note.row < frame.first_row) continue;
    const std::string text =
        fmt::format("Note {}, {}: {}", i + 1, input.periods[note.row], note.text);
    if (!AddIfRoom(frame, frame.tail, TextRows(frame, text))) return;
  }
}

// No room for a plot: the title and what the verdict says, in as many lines as there are.
void OnlyWords(UnicodeFrame& frame, const ChartInput& input) {
  frame.plot_rows = 0;
  frame.head.clear();
  if (frame.rows > 1) frame.head.push_back(CutRow(frame, input.title));
  std::vector<std::u32string> lines =
      Wrap(TerminalText(input.sentence, frame.ascii), frame.columns);
  for (const std::string& remark : input.remarks) {
    for (std::u32string& line : Wrap(TerminalText(remark, frame.ascii), frame.columns)) {
      lines.push_back(std::move(line));
    }
  }
  const std::size_t room = frame.rows - frame.head.size();
  if (lines.size() > room) {
    std::u32string rest;
    for (std::size_t i = room - 1; i < lines.size(); ++i) rest += lines[i] + U" ";
    lines.resize(room);
    lines.back() = CutTo(rest, frame.columns, frame.ascii);
  }
  frame.tail.clear();
  for (const std::u32string& line : lines) frame.tail.push_back(ToCells(line));
}

}  // namespace

std::int64_t UnicodeFrame::DotRow(double value) const {
  const auto last = static_cast<double>(4 * plot_rows - 1);
  return std::llround((1 - Fraction(*axis, value)) * last);
}

UnicodeFrame MakeUnicodeFrame(const ChartInput& input, const UnicodeOptions& options) {
  UnicodeFrame frame;
  frame.columns = static_cast<std::size_t>(std::clamp(options.columns, 1, kTextSideMax));
  frame.rows = static_cast<std::size_t>(std::clamp(options.rows, 1, kTextSideMax));
  frame.ascii = options.ascii;
  frame.glyphs = options.ascii ? &kAsciiGlyphs : &kUnicodeGlyphs;
  frame.style = StyleOf(input);
  if (FitColumns(frame, input)) {
    frame.head = {CutRow(frame, input.title)};
    FitTail(frame, input);
  }
  if (frame.plot_rows < kPlotRowsMin) OnlyWords(frame, input);
  return frame;
}

}  // namespace trustwatch::chart
