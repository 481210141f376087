#include "tests/chart/random_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "tests/chart/samples.h"

namespace trustwatch::chart {

double RandomCharts::Value(std::size_t kind) {
  const double number = static_cast<double>(Below(2001)) / 100 - 10;
  switch (kind) {
    case 0:
      return 7;
    case 1:
      return number * 1e307;
    case 2:
      return number * 1e-300;
    case 3:
      return number * std::pow(10.0, static_cast<double>(Below(500)) - 250);
    default:
      return number;
  }
}

// Takes lines away here and there, and moves limits out to figures.
void RandomCharts::MoveLines(ChartInput& input) {
  for (std::size_t row = 0; row < input.lines.size(); ++row) {
    stats::Lines& lines = input.lines[row];
    if (Below(6) == 0) lines.lower = stats::kNoLower;
    if (Below(6) == 0) lines.upper = stats::kNoUpper;
    if (Below(6) == 0) lines.has_centre = false;
    if (Below(2) == 0) lines.upper = std::max(lines.upper, input.values[row]);
  }
}

std::string RandomCharts::Text() {
  static constexpr std::array<std::string_view, 12> kParts = {
      "word ",    "<b>", "&",    "\"",      "\u00a3", "\u6f22\u5b57",
      "\x1b[31m", "\n",  "\xff", "e\u0301", " ",      "averyveryverylongwordwithoutanyspaceatall"};
  std::string text;
  for (std::size_t parts = Below(12); parts > 0; --parts) text += kParts[Below(kParts.size())];
  return text;
}

ChartInput RandomCharts::Next() {
  Sample sample;
  const std::size_t size = Below(4) == 0 ? Below(500) : Below(30);
  const std::size_t kind = Below(8);
  const std::size_t unknown = Below(5);
  for (std::size_t row = 0; row < size; ++row) {
    sample.values.push_back(Value(kind));
    sample.known.push_back(unknown == 0 || (unknown < 3 && Below(8) == 0) ? 0 : 1);
    if (row > 0 && Below(30) == 0) sample.group_starts.push_back(row);
  }
  if (Below(2) == 0) sample.target = Value(Below(8));
  sample.better = static_cast<stats::Better>(Below(3));
  sample.decimals = static_cast<int>(Below(4));
  ChartInput input = Judge(sample);
  if (Below(4) == 0) MoveLines(input);
  if (Below(2) == 0) input.title = Text();
  if (Below(2) == 0) input.subtitle = Text();
  if (Below(4) == 0) input.unit = Text();
  if (Below(4) == 0) input.sentence = Text();
  if (Below(3) == 0) input.remarks.push_back(Text());
  for (std::size_t row = 0; row < size; ++row) {
    if (Below(10) == 0) input.notes.push_back({row, Text()});
    if (Below(50) == 0) input.periods[row] = Text();
  }
  return input;
}

std::vector<NamedChart> HardCharts() {
  constexpr double kMax = std::numeric_limits<double>::max();
  std::vector<double> many;
  for (int i = 0; i < 500; ++i) many.push_back(i * 7919 % 101);
  ChartInput odd = Judge({.values = {1, 2, 3}, .unit = "<\u00a3&"});
  odd.title = "<script>alert(\"1\")</script> & M\u00f4n";
  odd.subtitle = "]]> \u6f22\u5b57 \xff\x1b[2J";
  odd.periods[1] = "\"><b>";
  odd.notes = {{0, "a < b & c > d"}};
  return {{"Empty", Judge({})},
          {"EmptyWithTarget", Judge({.target = 5})},
          {"OnePoint", Judge({.values = {5}})},
          {"AllUnknown", Judge({.values = {1, 2, 3}, .known = {0, 0, 0}, .target = 2})},
          {"NoLimits", Judge({.values = {1, 2}})},
          {"Constant", Judge({.values = std::vector<double>(20, 100), .target = 95})},
          {"Huge", Judge({.values = {1e308, -1e308, 1e308, -1e308}, .target = kMax})},
          {"Largest", Judge({.values = {kMax, kMax, -kMax, kMax}})},
          {"Tiny", Judge({.values = {1e-300, 2e-300, 1e-300}, .target = 1})},
          {"ManyPoints", Judge({.values = many})},
          {"FarTarget", Judge({.values = {1, 2, 1, 2}, .target = 1e300})},
          {"EveryRowAGroup", Judge({.values = {1, 2, 3, 4}, .group_starts = {1, 2, 3}})},
          {"OddTexts", odd}};
}

}  // namespace trustwatch::chart
