#include "daemon/stats/xmr_limits.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "daemon/base/check.h"
#include "daemon/stats/quick_means.h"

namespace trustwatch::stats {
namespace {

constexpr double kLimitFactor = 2.66;           // 3 / 1.128, as published
constexpr double kNearFactor = 2 * (2.66 / 3);  // in this order: 1.7733333333333334
constexpr double kScreenFactor = 3.267;

struct Baseline {
  std::span<const double> values;
  std::span<const std::uint8_t> known;  // empty: all
};

// Calls `value(y)` for each known value and `range(r)` for each moving range between neighbours.
template <typename OnValue, typename OnRange>
void Visit(const Baseline& baseline, OnValue value, OnRange range) {
  const std::size_t size = baseline.values.size();
  bool before = false;
  for (std::size_t i = 0; i < size; ++i) {
    const bool known = baseline.known.empty() || baseline.known[i] != 0;
    if (known) {
      value(baseline.values[i]);
      if (before) range(std::abs(baseline.values[i] - baseline.values[i - 1]));
    }
    before = known;
  }
}

// One of the two passes of mean.h's mean, so that the passes over the values and over the moving
// ranges can share a loop: neither then waits for the other's additions.
struct Pass {
  long double sum = 0;
  std::size_t count = 0;

  void Add(long double term) {
    sum += term;
    ++count;
  }
  long double Mean() const { return sum / static_cast<long double>(count); }
};

// The mean of at least one term from both passes. A sum that is not finite has no residual.
double Rounded(const Pass& first, const Pass& residuals) {
  const long double mean = first.Mean();
  if (!std::isfinite(static_cast<double>(mean))) return static_cast<double>(mean);
  return static_cast<double>(mean + residuals.Mean());
}

// Means of the values and of their moving ranges.
struct Means {
  int points = 0;
  std::optional<double> values;
  std::optional<double> ranges;  // may be infinite: the difference of two huge values
  double largest_range = 0;
};

bool AllKnown(const Baseline& baseline) {
  return std::find(baseline.known.begin(), baseline.known.end(), 0) == baseline.known.end();
}

Means MeansOf(const Baseline& baseline) {
  if (AllKnown(baseline)) {
    if (const std::optional<SeriesMeans> quick = QuickMeans(baseline.values)) {
      return {.points = static_cast<int>(baseline.values.size()),
              .values = quick->values,
              .ranges = quick->ranges,
              .largest_range = quick->largest_range};
    }
  }
  Pass values;
  Pass ranges;
  Visit(
      baseline, [&values](double y) { values.Add(y); }, [&ranges](double r) { ranges.Add(r); });
  if (values.count == 0) return {};
  const long double value_mean = values.Mean();
  const long double range_mean = ranges.count == 0 ? 0 : ranges.Mean();
  Pass value_residuals;
  Pass range_residuals;
  double largest = 0;
  Visit(
      baseline, [&](double y) { value_residuals.Add(y - value_mean); },
      [&](double r) {
        range_residuals.Add(r - range_mean);
        largest = std::max(largest, r);
      });
  Means means{.points = static_cast<int>(values.count),
              .values = Rounded(values, value_residuals),
              .largest_range = largest};
  if (ranges.count > 0) means.ranges = Rounded(ranges, range_residuals);
  return means;
}

// The mean of the moving ranges below `from`; absent if there is none.
std::optional<double> ScreenedMean(const Baseline& baseline, double from) {
  Pass ranges;
  Pass residuals;
  const auto skip = [](double) {};
  Visit(baseline, skip, [&](double r) {
    if (r < from) ranges.Add(r);
  });
  if (ranges.count == 0) return std::nullopt;
  const long double mean = ranges.Mean();
  Visit(baseline, skip, [&](double r) {
    if (r < from) residuals.Add(r - mean);
  });
  return Rounded(ranges, residuals);
}

double WithinDouble(double value) { return std::clamp(value, kNoLower, kNoUpper); }

void Screen(const Baseline& baseline, const Means& means, const XmrOptions& options,
            XmrLimits& result) {
  const double from = kScreenFactor * *means.ranges;
  // Where nothing is left out, the mean is the one that we have.
  const std::optional<double> kept =
      means.largest_range < from ? means.ranges : ScreenedMean(baseline, from);
  if (options.zero_variation == ZeroVariation::kLimitsEqualMean && kept.value_or(0) == 0) return;
  result.screened_from = WithinDouble(from);
  result.spread = kept;
}

Limits LimitsAround(double mean, double spread) {
  const double width = kLimitFactor * spread;
  const double near = kNearFactor * spread;
  return {.lower = WithinDouble(mean - width),
          .upper = WithinDouble(mean + width),
          .near_lower = WithinDouble(mean - near),
          .near_upper = WithinDouble(mean + near)};
}

}  // namespace

XmrLimits ComputeXmrLimits(std::span<const double> values, std::span<const std::uint8_t> known,
                           int baseline_rows, const XmrOptions& options) {
  TRUSTWATCH_CHECK(known.empty() || known.size() == values.size());
  TRUSTWATCH_CHECK(baseline_rows >= 0);
  const std::size_t rows = std::min(values.size(), static_cast<std::size_t>(baseline_rows));
  const Baseline baseline{.values = values.first(rows),
                          .known = known.empty() ? known : known.first(rows)};
  const Means means = MeansOf(baseline);
  XmrLimits result{.baseline_points = means.points,
                   .trial = means.points < options.firm_limit_points_min,
                   .mean = means.values,
                   .spread = means.ranges};
  if (options.screen_moving_ranges && means.ranges.has_value()) {
    Screen(baseline, means, options, result);
  }
  if (result.spread.has_value() && !std::isfinite(*result.spread)) result.spread.reset();
  if (result.spread.has_value() && means.points >= options.limit_points_min) {
    result.limits = LimitsAround(*result.mean, *result.spread);
  }
  return result;
}

Lines ToLines(const XmrLimits& limits) {
  Lines lines{.centre = limits.mean.value_or(0), .has_centre = limits.mean.has_value()};
  if (limits.limits.has_value()) {
    lines.lower = limits.limits->lower;
    lines.upper = limits.limits->upper;
    lines.near_lower = limits.limits->near_lower;
    lines.near_upper = limits.limits->near_upper;
  }
  return lines;
}

}  // namespace trustwatch::stats
