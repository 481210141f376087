#include "daemon/chart/lines.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace trustwatch::chart {

std::optional<double> MeanOf(const stats::Lines& lines) {
  if (!lines.has_centre) return std::nullopt;
  return lines.centre;
}

std::optional<double> LowerOf(const stats::Lines& lines) {
  if (lines.lower == stats::kNoLower) return std::nullopt;
  return lines.lower;
}

std::optional<double> UpperOf(const stats::Lines& lines) {
  if (lines.upper == stats::kNoUpper) return std::nullopt;
  return lines.upper;
}

std::vector<Stretch> StretchesOf(const ChartInput& input) {
  std::vector<Stretch> stretches;
  for (const Process& process : input.processes) {
    for (std::size_t row = process.first; row < process.first + process.rows; ++row) {
      if (row == process.first || input.lines[row] != stretches.back().lines) {
        stretches.push_back({.first = row, .trial = process.trial, .lines = input.lines[row]});
      }
      ++stretches.back().rows;
    }
  }
  return stretches;
}

}  // namespace trustwatch::chart
