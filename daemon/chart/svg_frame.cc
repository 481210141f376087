#include "daemon/chart/svg_frame.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "daemon/chart/text.h"
#include "fmt/format.h"

namespace trustwatch::chart {
namespace {

constexpr double kCharacter = 0.62;  // of the size of the text, as wide as most characters are
constexpr double kPlotHeightMin = 90;
constexpr double kInset = 10;  // from the edge of the plot to the first and the last point
constexpr double kTickGap = 30;
constexpr double kLegendMark = 22;

std::vector<LegendEntry> LegendOf(const Extent& extent, const ChartInput& input) {
  const Mark improvement =
      input.better == stats::Better::kLower ? Mark::kTriangleDown : Mark::kTriangleUp;
  const std::vector<std::pair<bool, LegendEntry>> all = {
      {extent.common_cause, {Mark::kCircle, "Common cause"}},
      {extent.improvement, {improvement, "Improvement"}},
      {extent.concern, {Mark::kSquare, "Concern"}},
      {extent.neither, {Mark::kDiamond, "Change, neither better nor worse"}},
      {extent.mean, {Mark::kMean, "Mean"}},
      {extent.firm_limits, {Mark::kLimit, "Limits"}},
      {extent.trial_limits, {Mark::kTrialLimit, "Provisional limits"}},
      {extent.target == TargetPlace::kOnAxis, {Mark::kTarget, "Target"}},
      {extent.steps, {Mark::kStep, "Step change"}},
      {extent.missing, {Mark::kMissing, "No figure"}},
      {!input.notes.empty(), {Mark::kNote, "Note"}}};
  std::vector<LegendEntry> legend;
  for (const auto& [occurs, entry] : all) {
    if (occurs) legend.push_back(entry);
  }
  return legend;
}

// Puts the entries in rows from `top` on and returns where the last row ends.
double PlaceLegend(SvgFrame& frame, double top) {
  double left = kMargin;
  for (LegendEntry& entry : frame.legend) {
    const double width = kLegendMark + WidthOf(Characters(entry.text)) + 10;
    if (left > kMargin && left + width > frame.width - kMargin) {
      left = kMargin;
      top += kLineHeight;
    }
    entry.left = left;
    entry.top = top;
    left += width;
  }
  return frame.legend.empty() ? top : top + kLineHeight;
}

void AddSaying(SvgFrame& frame, const std::string& text) {
  const std::size_t columns = CharactersIn(frame.width - 2 * kMargin, kTextSize);
  for (std::u32string& line : Wrap(Characters(text), columns)) {
    frame.sayings.push_back(std::move(line));
  }
}

// The sentence and the remarks first, then what the axis hides, then the notes: what does not fit
// is left out from the end, and an ellipsis says so.
void AddSayings(SvgFrame& frame, const ChartInput& input) {
  AddSaying(frame, input.sentence);
  for (const std::string& remark : input.remarks) AddSaying(frame, remark);
  if (frame.axis.has_value()) {
    AddSaying(frame, AxisText(*frame.axis, input.unit) + " " +
                         TargetText(input, frame.extent.target, frame.style));
  }
  for (std::size_t i = 0; i < input.notes.size(); ++i) {
    const Note& note = input.notes[i];
    AddSaying(frame, fmt::format("Note {}, {}: {}", i + 1, input.periods[note.row], note.text));
  }
  const double room = frame.height - frame.top - kPlotHeightMin - 2 * kLineHeight - kMargin;
  const auto lines = static_cast<std::size_t>(std::max(1.0, room / kLineHeight));
  if (frame.sayings.size() > lines) {
    frame.sayings.resize(lines);
    frame.sayings.back() += U" …";
  }
}

double WidestTick(const SvgFrame& frame, const std::string& unit) {
  if (!frame.axis.has_value()) return 0;
  double widest = 0;
  for (std::int64_t tick = frame.axis->first; tick <= frame.axis->last; ++tick) {
    widest = std::max(widest, WidthOf(Characters(TickText(*frame.axis, tick) + TickUnit(unit))));
  }
  return widest;
}

// Room for the names of the lines at their right ends.
double WidestName(const SvgFrame& frame, const ChartInput& input) {
  double widest = 0;
  for (const LineName& name : LineNames(input, frame.extent, frame.style)) {
    widest = std::max(widest, WidthOf(Characters(name.text)));
  }
  return std::min(widest, frame.width / 4);
}

}  // namespace

double WidthOf(std::u32string_view text) {
  double width = 0;
  for (const char32_t c : text) width += c < 0x1100 ? kCharacter * kTextSize : kTextSize;
  return width;
}

std::size_t CharactersIn(double width, double size) {
  return static_cast<std::size_t>(std::max(1.0, width / (kCharacter * size)));
}

double SvgFrame::X(std::size_t row) const {
  const double from = left + kInset;
  const double wide = right - left - 2 * kInset;
  return rows < 2 ? from + wide / 2
                  : from + wide * static_cast<double>(row) / static_cast<double>(rows - 1);
}

double SvgFrame::Before(std::size_t row) const {
  return row == 0 ? left : (X(row - 1) + X(row)) / 2;
}

double SvgFrame::After(std::size_t row) const {
  return row + 1 == rows ? right : (X(row) + X(row + 1)) / 2;
}

double SvgFrame::Y(double value) const { return bottom - Fraction(*axis, value) * (bottom - top); }

SvgFrame MakeSvgFrame(const ChartInput& input, const SvgOptions& options) {
  SvgFrame frame;
  frame.width = std::clamp(options.width, kSvgWidthMin, kSvgSideMax);
  frame.height = std::clamp(options.height, kSvgHeightMin, kSvgSideMax);
  frame.rows = input.values.size();
  frame.extent = FindExtent(input, 0);
  frame.style = StyleOf(input);
  frame.legend = LegendOf(frame.extent, input);
  double top = kMargin + kTitleSize + 4;
  if (!input.subtitle.empty()) top += kLineHeight;
  frame.top = PlaceLegend(frame, top + 4) + 12;
  if (frame.extent.lowest.has_value()) {
    const double guess = (frame.height - frame.top - 5 * kLineHeight) / kTickGap;
    frame.axis = MakeAxis(*frame.extent.lowest, *frame.extent.highest,
                          std::clamp(static_cast<int>(guess), 2, 10));
  }
  AddSayings(frame, input);
  frame.sayings_top =
      frame.height - kMargin - kLineHeight * static_cast<double>(frame.sayings.size());
  frame.bottom = frame.sayings_top - 1.75 * kLineHeight;
  frame.left = kMargin + WidestTick(frame, input.unit) + 8;
  frame.right = frame.width - kMargin - WidestName(frame, input) - 6;
  return frame;
}

}  // namespace trustwatch::chart
