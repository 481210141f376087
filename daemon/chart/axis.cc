#include "daemon/chart/axis.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "daemon/base/check.h"
#include "fmt/format.h"

namespace trustwatch::chart {
namespace {

// Part of a step by which a value may miss a tick and still be on it: 0.3 is not 3 x 0.1.
constexpr long double kOnTick = 1e-9L;

long double StepOf(const Axis& axis) {
  return static_cast<long double>(axis.digit) *
         std::pow(10.0L, static_cast<long double>(axis.exponent));
}

void Coarsen(Axis& axis) {
  if (axis.digit == 5) ++axis.exponent;
  axis.digit = axis.digit == 1 ? 2 : (axis.digit == 2 ? 5 : 1);
}

void Reach(Axis& axis, long double low, long double high) {
  const long double step = StepOf(axis);
  axis.first = static_cast<std::int64_t>(std::floor(low / step + kOnTick));
  axis.last = static_cast<std::int64_t>(std::ceil(high / step - kOnTick));
}

}  // namespace

Axis MakeAxis(double lowest, double highest, int intervals_max) {
  TRUSTWATCH_CHECK(std::isfinite(lowest) && std::isfinite(highest) && lowest <= highest);
  TRUSTWATCH_CHECK(intervals_max >= 2);
  long double low = lowest;
  long double high = highest;
  const long double size = std::max(std::abs(low), std::abs(high));
  if (high - low <= size * 1e-9L) {
    const long double room = size > 0 ? size / 10 : 1;
    low -= room;
    high += room;
  }
  Axis axis;
  axis.exponent = static_cast<int>(std::floor(std::log10((high - low) / intervals_max))) - 1;
  // A step too fine for the number of intervals may be too fine for the type too: compare first.
  while ((high - low) / StepOf(axis) > intervals_max + kOnTick) Coarsen(axis);
  Reach(axis, low, high);
  while (axis.last - axis.first > intervals_max) {
    Coarsen(axis);
    Reach(axis, low, high);
  }
  return axis;
}

long double TickValue(const Axis& axis, std::int64_t tick) {
  return static_cast<long double>(tick) * StepOf(axis);
}

std::string TickText(const Axis& axis, std::int64_t tick) {
  if (tick == 0) return "0";
  const std::int64_t farthest = std::max(std::abs(axis.first), std::abs(axis.last));
  const long double size = static_cast<long double>(farthest) * axis.digit;
  if (axis.exponent < -6 || size * std::pow(10.0L, axis.exponent) >= 1e12L) {
    const int digits = 1 + static_cast<int>(std::floor(std::log10(size)));
    return fmt::format("{:.{}g}", TickValue(axis, tick), digits);
  }
  return fmt::format("{:.{}f}", TickValue(axis, tick), std::max(0, -axis.exponent));
}

double Fraction(const Axis& axis, double value) {
  const long double steps = static_cast<long double>(value) / StepOf(axis);
  const auto first = static_cast<long double>(axis.first);
  const auto last = static_cast<long double>(axis.last);
  return static_cast<double>(std::clamp((steps - first) / (last - first), 0.0L, 1.0L));
}

}  // namespace trustwatch::chart
