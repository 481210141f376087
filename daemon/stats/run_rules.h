#ifndef TRUSTWATCH_DAEMON_STATS_RUN_RULES_H_
#define TRUSTWATCH_DAEMON_STATS_RUN_RULES_H_

#include <cstdint>
#include <limits>
#include <span>

namespace trustwatch::stats {

// The four tests for a special cause that NHS England's charts use (Making Data Count; the wording
// of NHSRplotthedots 0.2.2). They see one group: points between two step changes, oldest first.
//
//   outside    a point beyond a limit; on the limit is inside
//   trend      `run_points` points in a row, each above the one before, or each below; a tie breaks
//              it. Needs neither centre nor limits
//   two in three  two of three points in a row beyond a near limit (two thirds of the way to the
//              limit), all three on one side of the centre. Only the points beyond are marked
//   run        `run_points` points in a row on one side of the centre; on the centre breaks it
//
// All points of a trend or run are marked, not only the one that completes it. An unknown point has
// no signal and breaks every window: unknown is never zero, and never part of a trend.

// The strongest signal of a point: outside before trend before two in three before run. High labels
// are odd and low labels even, but for kCommonCause.
enum class Label : std::uint8_t {
  kCommonCause = 0,
  kAboveUpper = 1,
  kBelowLower = 2,
  kRising = 3,
  kFalling = 4,
  kTwoInThreeAbove = 5,
  kTwoInThreeBelow = 6,
  kRunAbove = 7,
  kRunBelow = 8,
};

enum class Rule : std::uint8_t { kNone, kOutside, kTrend, kTwoInThree, kRun };

constexpr Rule RuleOf(Label label) {
  return static_cast<Rule>((static_cast<unsigned>(label) + 1) / 2);
}
// Whether a label speaks of high or rising values; false for kCommonCause.
constexpr bool IsHigh(Label label) { return (static_cast<unsigned>(label) & 1U) != 0; }

// Signals as a set: bit (label - 1) is set when that signal fired at the point.
using Signals = std::uint8_t;
constexpr Signals SignalOf(Label label) {
  return label == Label::kCommonCause
             ? Signals{0}
             : static_cast<Signals>(1U << (static_cast<unsigned>(label) - 1U));
}
constexpr bool Has(Signals signals, Label label) { return (signals & SignalOf(label)) != 0; }

// What the rules say of one point: every signal that fired, and the one that names it.
struct Marked {
  Signals signals = 0;
  Label label = Label::kCommonCause;

  friend bool operator==(const Marked&, const Marked&) = default;
};

// Limits that do not exist: no finite number lies beyond them, so their tests never fire.
inline constexpr double kNoLower = std::numeric_limits<double>::lowest();
inline constexpr double kNoUpper = std::numeric_limits<double>::max();

// What a point is compared with. Finite; lower <= near_lower <= near_upper <= upper.
struct Lines {
  double centre = 0;
  double lower = kNoLower;
  double upper = kNoUpper;
  double near_lower = kNoLower;
  double near_upper = kNoUpper;
  bool has_centre = true;  // without one, only a trend can fire

  friend bool operator==(const Lines&, const Lines&) = default;
};

// Which points count to the two in three.
enum class TwoInThree : std::uint8_t {
  kNearOnly,    // beyond the near limit but inside the limit: NHSRplotthedots 0.2.2
  kBeyondNear,  // points outside the limits count too: NHS England since November 2023
};

// Which way a point is labelled that ends one trend and begins or neighbours another.
enum class TrendLabel : std::uint8_t {
  kLatestWindow,  // the way of the latest complete trend that it belongs to
  kNextStep,  // as NHSRplotthedots: the way of the step to the next point if that one is part of
              // any trend, otherwise of the step from the one before; a step of zero is falling
};

struct RunRules {
  int run_points = 7;  // 3 to 32; NHS England uses 7, and 6 on request
  TwoInThree two_in_three = TwoInThree::kBeyondNear;
  TrendLabel trend_label = TrendLabel::kLatestWindow;

  friend bool operator==(const RunRules&, const RunRules&) = default;
};

// Marks every point of one group. `known` is 0 where a point is unknown, and empty when all are
// known; `marked` is as long as `values`. Values that are known are finite. Linear, no allocation;
// pure. The first form has the same lines at every point, the second its own for each.
void MarkSignals(std::span<const double> values, std::span<const std::uint8_t> known,
                 const Lines& lines, const RunRules& rules, std::span<Marked> marked);
void MarkSignals(std::span<const double> values, std::span<const std::uint8_t> known,
                 std::span<const Lines> lines, const RunRules& rules, std::span<Marked> marked);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_RUN_RULES_H_
