#include "daemon/chart/svg_marks.h"

#include <iterator>
#include <string>
#include <string_view>

#include "daemon/chart/text.h"
#include "fmt/format.h"

namespace trustwatch::chart {
namespace {

constexpr std::string_view kGrey = "#a6a6a6";
constexpr std::string_view kInk = "#212b32";

std::string_view ColourOf(Mark mark) {
  switch (mark) {
    case Mark::kTriangleUp:
    case Mark::kTriangleDown:
      return "#00b0f0";
    case Mark::kSquare:
      return "#e46c0a";
    case Mark::kDiamond:
      return "#490092";
    case Mark::kMean:
      return "#000000";
    case Mark::kTarget:
      return "#de1b1b";
    case Mark::kNote:
      return "#768692";
    case Mark::kMissing:
    case Mark::kStep:
      return kInk;
    default:
      return kGrey;
  }
}

// Attributes of a line beyond its colour: the patterns differ, so that colour is not needed.
std::string_view PatternOf(Mark mark) {
  switch (mark) {
    case Mark::kMean:
      return "stroke-width=\"1.5\"";
    case Mark::kLimit:
      return "stroke-width=\"2\" stroke-dasharray=\"7 4\"";
    case Mark::kTrialLimit:
      return "stroke-width=\"1.5\" stroke-dasharray=\"1.5 4\"";
    case Mark::kTarget:
      return "stroke-width=\"1.5\" stroke-dasharray=\"12 4 3 4\"";
    case Mark::kStep:
      return "stroke-width=\"1\" stroke-dasharray=\"3 3\"";
    default:
      return "stroke-width=\"1\"";
  }
}

void Close(std::string& svg, std::string_view element, std::string_view tooltip) {
  if (tooltip.empty()) {
    svg += "/>\n";
    return;
  }
  fmt::format_to(std::back_inserter(svg), "><title>{}</title></{}>\n", EscapeXml(tooltip), element);
}

// The outline of a mark as the data of a path.
std::string OutlineOf(Mark mark, Spot at, double size) {
  const auto [x, y] = at;
  switch (mark) {
    case Mark::kTriangleUp:
      return fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}Z", x, y - size * 1.2, x + size * 1.2,
                         y + size, x - size * 1.2);
    case Mark::kTriangleDown:
      return fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}Z", x, y + size * 1.2, x + size * 1.2,
                         y - size, x - size * 1.2);
    case Mark::kDiamond:
      return fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z", x,
                         y - size * 1.3, x + size * 1.3, y, x, y + size * 1.3, x - size * 1.3, y);
    default:
      return fmt::format("M{:.1f} {:.1f}H{:.1f}V{:.1f}H{:.1f}Z", x - size, y - size, x + size,
                         y + size, x - size);
  }
}

}  // namespace

Mark MarkOf(stats::Label label, stats::Variation variation) {
  switch (variation) {
    case stats::Variation::kImprovement:
      return stats::IsHigh(label) ? Mark::kTriangleUp : Mark::kTriangleDown;
    case stats::Variation::kConcern:
      return Mark::kSquare;
    case stats::Variation::kNeither:
      return Mark::kDiamond;
    case stats::Variation::kCommonCause:
      break;
  }
  return Mark::kCircle;
}

void AddMark(std::string& svg, Mark mark, Spot at, double size, std::string_view tooltip) {
  const auto out = std::back_inserter(svg);
  switch (mark) {
    case Mark::kMean:
    case Mark::kLimit:
    case Mark::kTrialLimit:
    case Mark::kTarget:
      AddLine(svg, mark, {at.x - 2 * size, at.y}, {at.x + 2 * size, at.y}, tooltip);
      return;
    case Mark::kStep:
    case Mark::kNote:
      AddLine(svg, mark, {at.x, at.y - size * 1.4}, {at.x, at.y + size * 1.4}, tooltip);
      return;
    case Mark::kMissing:
      fmt::format_to(out,
                     "<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}M{:.1f} {:.1f}L{:.1f} {:.1f}\" "
                     "fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"",
                     at.x - size, at.y - size, at.x + size, at.y + size, at.x - size, at.y + size,
                     at.x + size, at.y - size, ColourOf(mark));
      Close(svg, "path", tooltip);
      return;
    case Mark::kCircle:
      fmt::format_to(out, "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"{}\"", at.x,
                     at.y, size, ColourOf(mark));
      Close(svg, "circle", tooltip);
      return;
    default:
      fmt::format_to(out, "<path d=\"{}\" fill=\"{}\"", OutlineOf(mark, at, size), ColourOf(mark));
      Close(svg, "path", tooltip);
  }
}

void AddLine(std::string& svg, Mark mark, Spot from, Spot to, std::string_view tooltip) {
  fmt::format_to(std::back_inserter(svg),
                 "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" {}",
                 from.x, from.y, to.x, to.y, ColourOf(mark), PatternOf(mark));
  Close(svg, "line", tooltip);
}

void AddText(std::string& svg, Spot at, const TextStyle& style, std::string_view text) {
  fmt::format_to(
      std::back_inserter(svg),
      "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.0f}\"{}{}>{}</text>\n", at.x, at.y,
      style.size, style.bold ? " font-weight=\"bold\"" : "",
      style.anchor == "start" ? std::string() : fmt::format(" text-anchor=\"{}\"", style.anchor),
      EscapeXml(text));
}

}  // namespace trustwatch::chart
