#include "daemon/chart/svg.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/chart/axis.h"
#include "daemon/chart/labels.h"
#include "daemon/chart/lines.h"
#include "daemon/chart/svg_frame.h"
#include "daemon/chart/svg_marks.h"
#include "daemon/chart/text.h"
#include "daemon/chart/words.h"
#include "fmt/format.h"

namespace trustwatch::chart {
namespace {

constexpr double kPointSize = 4.5;
constexpr double kPointSizeMin = 1.5;

std::string Cut(std::string_view text, std::size_t characters) {
  return ToUtf8(CutTo(Characters(text), characters, false));
}

void Open(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  std::string description = input.sentence;
  for (const std::string& remark : input.remarks) description += " " + remark;
  for (const LineName& name : LineNames(input, frame.extent, frame.style)) {
    description += fmt::format(" {}.", name.text);
  }
  fmt::format_to(std::back_inserter(svg),
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{0:.0f}\" "
                 "height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
                 "font-family=\"Arial, Helvetica, sans-serif\" fill=\"#212b32\">\n"
                 "<title>{2}</title>\n<desc>{3}</desc>\n"
                 "<rect x=\"0\" y=\"0\" width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"#ffffff\"/>\n",
                 frame.width, frame.height, EscapeXml(input.title), EscapeXml(description));
}

void AddWords(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  const double room = frame.width - 2 * kMargin;
  double y = kMargin + kTitleSize - 2;
  // Bold characters are wider than those that CharactersIn counts with.
  AddText(svg, {kMargin, y}, {.size = kTitleSize, .bold = true},
          Cut(input.title, CharactersIn(room, kTitleSize * 1.06)));
  if (!input.subtitle.empty()) {
    y += kLineHeight;
    AddText(svg, {kMargin, y}, {}, Cut(input.subtitle, CharactersIn(room, kTextSize)));
  }
  for (const LegendEntry& entry : frame.legend) {
    const double middle = entry.top + kLineHeight / 2;
    AddMark(svg, entry.mark, {entry.left + 9, middle}, kPointSize, "");
    AddText(svg, {entry.left + 22, middle + 4}, {}, entry.text);
  }
  y = frame.sayings_top + kTextSize;
  for (const std::u32string& line : frame.sayings) {
    AddText(svg, {kMargin, y}, {}, ToUtf8(line));
    y += kLineHeight;
  }
}

void AddAxes(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  const auto out = std::back_inserter(svg);
  if (frame.axis.has_value()) {
    const Axis& axis = *frame.axis;
    for (std::int64_t tick = axis.first; tick <= axis.last; ++tick) {
      const double y = frame.bottom - (frame.bottom - frame.top) *
                                          static_cast<double>(tick - axis.first) /
                                          static_cast<double>(axis.last - axis.first);
      fmt::format_to(out, "<path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"#e8edee\"/>\n", frame.left, y,
                     frame.right);
      AddText(svg, {frame.left - 6, y + 4}, {.anchor = "end"},
              TickText(axis, tick) + TickUnit(input.unit));
    }
  }
  fmt::format_to(out,
                 "<path d=\"M{:.1f} {:.1f}V{:.1f}H{:.1f}\" fill=\"none\" stroke=\"#768692\"/>\n",
                 frame.left, frame.top, frame.bottom, frame.right);
  if (frame.rows == 0 || !frame.axis.has_value()) {
    AddText(svg, {(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2},
            {.size = kTitleSize, .anchor = "middle"}, "No figures");
  }
}

void AddPeriods(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  std::vector<Label> labels;
  std::vector<std::string> texts;
  for (std::size_t row = 0; row < frame.rows; ++row) {
    texts.push_back(Cut(input.periods[row], 24));
    labels.push_back({.centre = frame.X(row), .width = WidthOf(Characters(texts.back()))});
  }
  const LabelRoom room{.left = 4, .right = frame.width - 4, .gap = 10};
  for (const PlacedLabel& place : PlaceLabels(labels, room)) {
    const double x = frame.X(place.row);
    fmt::format_to(std::back_inserter(svg), "<path d=\"M{:.1f} {:.1f}v4.0\" stroke=\"#768692\"/>\n",
                   x, frame.bottom);
    AddText(svg, {place.left + labels[place.row].width / 2, frame.bottom + kLineHeight},
            {.anchor = "middle"}, texts[place.row]);
  }
}

void AddStretch(std::string& svg, const SvgFrame& frame, const Stretch& stretch) {
  const double left = frame.Before(stretch.first);
  const double right = frame.After(stretch.first + stretch.rows - 1);
  const auto add = [&](Mark mark, std::string_view name, std::optional<double> value) {
    if (!value.has_value()) return;
    AddLine(svg, mark, {left, frame.Y(*value)}, {right, frame.Y(*value)},
            fmt::format("{} {}", name, NumberText(*value, frame.style)));
  };
  const Mark mark = stretch.trial ? Mark::kTrialLimit : Mark::kLimit;
  add(mark, stretch.trial ? "Provisional upper limit" : "Upper limit", UpperOf(stretch.lines));
  add(mark, stretch.trial ? "Provisional lower limit" : "Lower limit", LowerOf(stretch.lines));
  add(Mark::kMean, "Mean", MeanOf(stretch.lines));
}

void AddSteps(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  for (const Process& process : input.processes) {
    if (process.first == 0) continue;
    const double x = frame.Before(process.first);
    AddLine(svg, Mark::kStep, {x, frame.top}, {x, frame.bottom},
            fmt::format("Step change: new mean and limits from {}.", input.periods[process.first]));
  }
}

void AddLines(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  if (frame.extent.target == TargetPlace::kOnAxis) {
    const double y = frame.Y(*input.target);
    AddLine(svg, Mark::kTarget, {frame.left, y}, {frame.right, y},
            fmt::format("Target {}", NumberText(*input.target, frame.style)));
  }
  AddSteps(svg, input, frame);
  for (const Stretch& stretch : StretchesOf(input)) AddStretch(svg, frame, stretch);
  for (std::size_t i = 0; i < input.notes.size(); ++i) {
    const Note& note = input.notes[i];
    const double x = frame.X(note.row);
    AddLine(svg, Mark::kNote, {x, frame.top}, {x, frame.bottom},
            fmt::format("{}: {}", input.periods[note.row], note.text));
    AddText(svg, {x + 3, frame.top + 10}, {}, fmt::format("{}", i + 1));
  }
}

// The process line, broken where a figure is missing and where a process begins.
void AddProcess(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  for (const Process& process : input.processes) {
    bool drawing = false;
    std::string path;
    for (std::size_t row = process.first; row < process.first + process.rows; ++row) {
      if (!IsKnown(input, row)) {
        drawing = false;
        continue;
      }
      fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", drawing ? "L" : "M", frame.X(row),
                     frame.Y(input.values[row]));
      drawing = true;
    }
    if (path.empty()) continue;
    fmt::format_to(std::back_inserter(svg),
                   "<path d=\"{}\" fill=\"none\" stroke=\"#a6a6a6\" stroke-width=\"2\"/>\n", path);
  }
}

void AddPoints(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  const double apart = (frame.right - frame.left) / static_cast<double>(std::max(frame.rows, 1UL));
  const double size = std::clamp(apart * 0.45, kPointSizeMin, kPointSize);
  for (std::size_t row = 0; row < frame.rows; ++row) {
    const std::string tooltip = PointText(input, row, frame.style);
    if (!IsKnown(input, row)) {
      AddMark(svg, Mark::kMissing, {frame.X(row), frame.bottom - 6}, size * 0.7, tooltip);
      continue;
    }
    const stats::Label label = input.points[row].label;
    const Mark mark = MarkOf(label, stats::VariationOf(label, input.better));
    AddMark(svg, mark, {frame.X(row), frame.Y(input.values[row])}, size, tooltip);
  }
}

// The names of the lines beside their right ends, moved apart where the lines are close.
void AddNames(std::string& svg, const ChartInput& input, const SvgFrame& frame) {
  constexpr double kApart = 13;
  std::vector<LineName> names = LineNames(input, frame.extent, frame.style);
  std::stable_sort(names.begin(), names.end(),
                   [](const LineName& a, const LineName& b) { return a.value > b.value; });
  std::vector<double> heights;
  double last = frame.top - kApart;
  for (const LineName& name : names) {
    last = std::max(frame.Y(name.value), last + kApart);
    heights.push_back(last);
  }
  double lowest = frame.bottom;
  for (std::size_t i = names.size(); i-- > 0; lowest = heights[i] - kApart) {
    heights[i] = std::min(heights[i], lowest);
  }
  const double room = frame.width - frame.right - kMargin;
  for (std::size_t i = 0; i < names.size(); ++i) {
    AddText(svg, {frame.right + 6, heights[i] + 4}, {},
            Cut(names[i].text, CharactersIn(room, kTextSize)));
  }
}

}  // namespace

std::string DrawSvg(const ChartInput& input, const SvgOptions& options) {
  CheckInput(input);
  const SvgFrame frame = MakeSvgFrame(input, options);
  std::string svg;
  Open(svg, input, frame);
  AddAxes(svg, input, frame);
  AddPeriods(svg, input, frame);
  if (frame.axis.has_value()) {
    AddLines(svg, input, frame);
    AddProcess(svg, input, frame);
    AddPoints(svg, input, frame);
    AddNames(svg, input, frame);
  }
  AddWords(svg, input, frame);
  return svg + "</svg>\n";
}

}  // namespace trustwatch::chart
