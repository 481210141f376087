#include "daemon/stats/run_rules.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

#include "daemon/base/check.h"
#include "daemon/stats/point_tests.h"

namespace trustwatch::stats {
namespace {

constexpr Signals kTrend = SignalOf(Label::kRising) | SignalOf(Label::kFalling);

constexpr Bits First(std::size_t count) {
  return count < kBlock ? (Bits{1} << count) - 1 : ~Bits{0};
}

Bits KnownBits(std::span<const std::uint8_t> known, std::size_t count) {
  if (known.empty()) return First(count);
  Bits bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits |= Bits{known[i] != 0} << i;
  return bits;
}

// One set of lines for a whole group, or one for each of its points.
struct SameLines {
  const Lines& lines;

  const Lines& At(std::size_t) const { return lines; }
  SameLines From(std::size_t, std::size_t) const { return *this; }
  PointTests Test(std::span<const double> values) const { return TestPoints(values, lines); }
};

struct OwnLines {
  std::span<const Lines> lines;

  const Lines& At(std::size_t i) const { return lines[i]; }
  OwnLines From(std::size_t first, std::size_t count) const {
    return {lines.subspan(first, count)};
  }
  PointTests Test(std::span<const double> values) const { return TestPoints(values, lines); }
};

// The bits at which `length` set bits in a row end.
constexpr Bits RunsEnding(Bits bits, int length) {
  for (int have = 1; have < length;) {
    const int more = std::min(have, length - have);
    bits &= bits << static_cast<unsigned>(more);
    have += more;
  }
  return bits;
}

// Each set bit and the `length - 1` before it.
constexpr Bits SpreadBack(Bits bits, int length) {
  for (int have = 1; have < length;) {
    const int more = std::min(have, length - have);
    bits |= bits >> static_cast<unsigned>(more);
    have += more;
  }
  return bits;
}

// All points of the windows of `points` in a row; a trend of them has one step less.
constexpr Bits RunPoints(Bits bits, int points) {
  return SpreadBack(RunsEnding(bits, points), points);
}
constexpr Bits TrendPoints(Bits steps, int points) {
  return SpreadBack(RunsEnding(steps, points - 1), points);
}

// The points of `beyond` in windows of three that hold two of them and lie on `side`.
constexpr Bits TwoInThreePoints(Bits beyond, Bits side) {
  const Bits one_before = beyond << 1U;
  const Bits two_before = beyond << 2U;
  const Bits two = (beyond & one_before) | (beyond & two_before) | (one_before & two_before);
  return SpreadBack(two & RunsEnding(side, 3), 3) & beyond;
}

// Calls with the position of each set bit.
template <typename Call>
void ForEach(Bits bits, Call call) {
  for (; bits != 0; bits &= bits - 1) call(static_cast<std::size_t>(std::countr_zero(bits)));
}

// The points of a block at which each signal fires, in the order of Label.
using Fired = std::array<Bits, 8>;

template <typename LinesOf>
Fired FireBlock(std::span<const double> values, Bits known, const LinesOf& lines,
                const RunRules& rules) {
  const PointTests tests = lines.Test(values);
  Bits beyond = tests.beyond & known;
  Bits above_upper = 0;
  Bits below_lower = 0;
  // A point outside a limit is beyond the near limit, and those are few.
  ForEach(beyond, [&](std::size_t i) {
    above_upper |= Bits{values[i] > lines.At(i).upper} << i;
    below_lower |= Bits{values[i] < lines.At(i).lower} << i;
  });
  if (rules.two_in_three == TwoInThree::kNearOnly) beyond &= ~(above_upper | below_lower);
  const Bits steps = known & (known << 1U);
  const Bits above = tests.above & known;
  const Bits below = tests.below & known;
  return {above_upper,
          below_lower,
          TrendPoints(tests.rises & steps, rules.run_points),
          TrendPoints(tests.falls & steps, rules.run_points),
          TwoInThreePoints(beyond, above),
          TwoInThreePoints(beyond, below),
          RunPoints(above, rules.run_points),
          RunPoints(below, rules.run_points)};
}

// Groups longer than a block are cut into blocks that overlap by one window less one point, so that
// every window lies whole in one of them.
template <typename LinesOf>
void MarkGroup(std::span<const double> values, std::span<const std::uint8_t> known,
               const LinesOf& lines, const RunRules& rules, std::span<Marked> marked) {
  const std::size_t overlap = static_cast<std::size_t>(rules.run_points) - 1;
  std::size_t end = 0;
  for (std::size_t first = 0; end < values.size(); first += kBlock - overlap) {
    const std::size_t count = std::min(kBlock, values.size() - first);
    end = first + count;
    const Bits known_bits = KnownBits(known.empty() ? known : known.subspan(first, count), count);
    const Fired fired =
        FireBlock(values.subspan(first, count), known_bits, lines.From(first, count), rules);
    for (std::size_t signal = 0; signal < fired.size(); ++signal) {
      ForEach(fired[signal], [&](std::size_t i) {
        marked[first + i].signals |= static_cast<Signals>(1U << signal);
      });
    }
  }
}

// The label of a point that is part of a trend and of nothing stronger.
Label TrendLabelOf(std::span<const double> values, std::span<const Marked> marked, std::size_t i,
                   TrendLabel variant) {
  if (variant == TrendLabel::kNextStep) {
    const bool next = i + 1 < values.size() && (marked[i + 1].signals & kTrend) != 0;
    const bool rising = next ? values[i + 1] > values[i] : values[i] > values[i - 1];
    return rising ? Label::kRising : Label::kFalling;
  }
  if ((marked[i].signals & kTrend) != kTrend) {
    return Has(marked[i].signals, Label::kRising) ? Label::kRising : Label::kFalling;
  }
  // Both: the end of one trend and the start of the other, which is the later and goes the other
  // way than the step that led here.
  return values[i] > values[i - 1] ? Label::kFalling : Label::kRising;
}

// The label of each set of signals: bits stand in order of precedence.
constexpr std::array<Label, 256> StrongestLabels() {
  std::array<Label, 256> labels{};
  for (unsigned signals = 1; signals < labels.size(); ++signals) {
    labels[signals] = static_cast<Label>(std::countr_zero(signals) + 1);
  }
  return labels;
}

// Most points have no signal: looks at four marks at once.
void LabelAll(std::span<const double> values, TrendLabel variant, std::span<Marked> marked) {
  static constexpr std::array<Label, 256> kStrongest = StrongestLabels();
  constexpr Signals kOutside = SignalOf(Label::kAboveUpper) | SignalOf(Label::kBelowLower);
  constexpr std::size_t kTogether = sizeof(std::uint64_t) / sizeof(Marked);
  for (std::size_t first = 0; first < marked.size(); first += kTogether) {
    const std::size_t count = std::min(kTogether, marked.size() - first);
    std::uint64_t together = 0;
    std::memcpy(&together, &marked[first], count * sizeof(Marked));
    if (together == 0) continue;
    for (std::size_t i = first; i < first + count; ++i) {
      const Signals signals = marked[i].signals;
      marked[i].label = kStrongest[signals];
      if ((signals & kTrend) != 0 && (signals & kOutside) == 0) {
        marked[i].label = TrendLabelOf(values, marked, i, variant);
      }
    }
  }
}

// All marks are nothing but zeros at first.
void Begin(std::span<const double> values, std::span<const std::uint8_t> known,
           const RunRules& rules, std::span<Marked> marked) {
  TRUSTWATCH_CHECK(known.empty() || known.size() == values.size());
  TRUSTWATCH_CHECK(marked.size() == values.size());
  TRUSTWATCH_CHECK(rules.run_points >= 3 && rules.run_points <= 32);
  static_assert(std::is_trivially_copyable_v<Marked> && sizeof(Marked) == 2);
  if (!marked.empty()) std::memset(static_cast<void*>(marked.data()), 0, marked.size_bytes());
}

}  // namespace

void MarkSignals(std::span<const double> values, std::span<const std::uint8_t> known,
                 const Lines& lines, const RunRules& rules, std::span<Marked> marked) {
  Begin(values, known, rules, marked);
  MarkGroup(values, known, SameLines{lines}, rules, marked);
  LabelAll(values, rules.trend_label, marked);
}

void MarkSignals(std::span<const double> values, std::span<const std::uint8_t> known,
                 std::span<const Lines> lines, const RunRules& rules, std::span<Marked> marked) {
  Begin(values, known, rules, marked);
  TRUSTWATCH_CHECK(lines.size() == values.size());
  MarkGroup(values, known, OwnLines{lines}, rules, marked);
  LabelAll(values, rules.trend_label, marked);
}

}  // namespace trustwatch::stats
