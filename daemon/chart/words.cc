#include "daemon/chart/words.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/chart/lines.h"
#include "daemon/chart/text.h"
#include "fmt/format.h"

namespace trustwatch::chart {

NumberStyle StyleOf(const ChartInput& input) {
  double size = 0;
  for (std::size_t row = 0; row < input.values.size(); ++row) {
    if (IsKnown(input, row)) size = std::max(size, std::abs(input.values[row]));
  }
  const bool all_zeros = size > 0 && size < 0.5 * std::pow(10.0, -input.decimals);
  return {.decimals = input.decimals, .powers = size >= 1e15 || all_zeros, .unit = input.unit};
}

std::string NumberText(double value, const NumberStyle& style) {
  // A target or limit may be huge where no figure is.
  if (style.powers || std::abs(value) >= 1e15) return fmt::format("{:.4g}{}", value, style.unit);
  std::string text = fmt::format("{:.{}f}", value, style.decimals);
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text + style.unit;
}

std::string_view VariationText(stats::Variation variation) {
  switch (variation) {
    case stats::Variation::kCommonCause:
      return "Common cause";
    case stats::Variation::kImprovement:
      return "Improvement";
    case stats::Variation::kConcern:
      return "Concern";
    case stats::Variation::kNeither:
      return "Change, neither better nor worse";
  }
  return "";
}

std::string_view RuleText(stats::Label label) {
  switch (label) {
    case stats::Label::kCommonCause:
      return "";
    case stats::Label::kAboveUpper:
      return "above the upper limit";
    case stats::Label::kBelowLower:
      return "below the lower limit";
    case stats::Label::kRising:
      return "part of a rising trend";
    case stats::Label::kFalling:
      return "part of a falling trend";
    case stats::Label::kTwoInThreeAbove:
      return "one of two in three far above the mean";
    case stats::Label::kTwoInThreeBelow:
      return "one of two in three far below the mean";
    case stats::Label::kRunAbove:
      return "part of a run above the mean";
    case stats::Label::kRunBelow:
      return "part of a run below the mean";
  }
  return "";
}

std::string PointText(const ChartInput& input, std::size_t row, const NumberStyle& style) {
  if (!IsKnown(input, row)) return fmt::format("{}: no figure.", input.periods[row]);
  const stats::Label label = input.points[row].label;
  const std::string_view rule = RuleText(label);
  return fmt::format("{}: {}. {}{}{}.", input.periods[row], NumberText(input.values[row], style),
                     VariationText(stats::VariationOf(label, input.better)),
                     rule.empty() ? "" : ": ", rule);
}

std::string AxisText(const Axis& axis, const std::string& unit) {
  return fmt::format("The vertical axis runs from {}{} to {}{}{}.", TickText(axis, axis.first),
                     unit, TickText(axis, axis.last), unit,
                     HasZero(axis) ? "" : " and leaves out zero");
}

std::string TargetText(const ChartInput& input, TargetPlace place, const NumberStyle& style) {
  if (place != TargetPlace::kAbove && place != TargetPlace::kBelow) return "";
  return fmt::format("The target, {}, is {} this axis.", NumberText(*input.target, style),
                     place == TargetPlace::kAbove ? "above" : "below");
}

std::string TickUnit(const std::string& unit) {
  return Characters(unit).size() == 1 ? unit : std::string();
}

std::vector<LineName> LineNames(const ChartInput& input, const Extent& extent,
                                const NumberStyle& style) {
  std::vector<LineName> names;
  const auto add = [&names, &style](std::string_view name, double value) {
    names.push_back({.value = value, .text = fmt::format("{} {}", name, NumberText(value, style))});
  };
  if (!input.lines.empty()) {
    const stats::Lines& lines = input.lines.back();
    if (const auto upper = UpperOf(lines); upper.has_value()) add("Upper limit", *upper);
    if (const auto mean = MeanOf(lines); mean.has_value()) add("Mean", *mean);
    if (const auto lower = LowerOf(lines); lower.has_value()) add("Lower limit", *lower);
  }
  if (extent.target == TargetPlace::kOnAxis) add("Target", *input.target);
  return names;
}

}  // namespace trustwatch::chart
