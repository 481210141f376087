#ifndef TRUSTWATCH_DAEMON_CHART_AXIS_H_
#define TRUSTWATCH_DAEMON_CHART_AXIS_H_

#include <cstdint>
#include <string>

namespace trustwatch::chart {

// A vertical axis whose ticks are whole multiples of 1, 2 or 5 times a power of ten. Reckoned in
// long double, which has room for the difference of any two doubles.
struct Axis {
  int digit = 1;  // 1, 2 or 5
  int exponent = 0;
  std::int64_t first = 0;  // the lowest tick, in steps
  std::int64_t last = 1;   // the highest tick, above `first`

  friend bool operator==(const Axis&, const Axis&) = default;
};

// The axis of the smallest step that reaches from `lowest` to `highest` in `intervals_max` steps or
// fewer, at least 2. Finite, lowest <= highest. Numbers that differ by less than a billionth of
// their size are widened by a tenth of it either way, and zero by 1, so that a constant series runs
// through the middle. Pure.
Axis MakeAxis(double lowest, double highest, int intervals_max);

// The value of a tick; it may lie beyond the largest double.
long double TickValue(const Axis& axis, std::int64_t tick);

// A tick as a number with the decimals that the step needs; powers of ten where plain digits would
// be unreadable.
std::string TickText(const Axis& axis, std::int64_t tick);

// Where a value stands between the first tick (0) and the last (1). Never outside.
double Fraction(const Axis& axis, double value);

// Whether zero is on the axis.
inline bool HasZero(const Axis& axis) { return axis.first <= 0 && axis.last >= 0; }

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_AXIS_H_
