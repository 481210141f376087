#include "tests/conformance/r_lines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "tests/conformance/spc_judged.h"

namespace trustwatch::conformance {
namespace {

// mean(values, na.rm = TRUE)
double RMean(std::span<const double> values) {
  long double sum = 0;
  long double count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    count += 1;
  }
  const long double mean = sum / count;
  if (!std::isfinite(static_cast<double>(mean))) return static_cast<double>(mean);
  long double residual = 0;
  for (const double value : values) {
    if (!std::isnan(value)) residual += value - mean;
  }
  return static_cast<double>(mean + residual / count);
}

}  // namespace

SpcGroupLines RLines(std::span<const double> values, std::optional<int> baseline_rows,
                     bool screen) {
  const std::size_t rows =
      std::min(values.size(), static_cast<std::size_t>(baseline_rows.value_or(1 << 30)));
  const std::span<const double> baseline = values.first(rows);
  std::vector<double> ranges;
  for (std::size_t i = 1; i < rows; ++i) ranges.push_back(std::abs(baseline[i] - baseline[i - 1]));
  SpcGroupLines lines{.mean = RMean(baseline), .spread = RMean(ranges)};
  if (screen) {
    lines.screened_from = 3.267 * lines.spread;
    std::erase_if(ranges, [&lines](double range) { return !(range < *lines.screened_from); });
    lines.spread = RMean(ranges);
  }
  const double width = 2.66 * lines.spread;
  const double near = 2 * (2.66 / 3) * lines.spread;
  lines.lower = lines.mean - width;
  lines.upper = lines.mean + width;
  lines.near_lower = lines.mean - near;
  lines.near_upper = lines.mean + near;
  return lines;
}

}  // namespace trustwatch::conformance
