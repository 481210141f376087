#include "daemon/stats/run_rules.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "daemon/base/check.h"

namespace trustwatch::stats {
namespace {

constexpr Signals kTrend = SignalOf(Label::kRising) | SignalOf(Label::kFalling);

// The length of an unbroken run of one sign; a zero breaks it.
class Run {
 public:
  // The run's length with the next sign.
  int Next(int sign) {
    length_ = sign == 0 ? 0 : (sign == sign_ ? length_ + 1 : 1);
    sign_ = sign;
    return length_;
  }

 private:
  int sign_ = 0;
  int length_ = 0;
};

// Marks the `count` points that end at `last`; of a window that only grew, the last one is enough.
void MarkWindow(std::span<Marked> marked, std::size_t last, int length, int count, Signals signal) {
  if (length > count) {
    marked[last].signals |= signal;
    return;
  }
  for (std::size_t i = last + 1 - static_cast<std::size_t>(count); i <= last; ++i) {
    marked[i].signals |= signal;
  }
}

struct Standing {
  int side = 0;         // of the centre; 0 on it and where there is none
  bool beyond = false;  // counts to two in three
};

Standing Stand(double value, const Lines& lines, TwoInThree variant, Signals& signals) {
  const bool above = value > lines.upper;
  const bool below = value < lines.lower;
  signals = static_cast<Signals>((above ? SignalOf(Label::kAboveUpper) : 0) |
                                 (below ? SignalOf(Label::kBelowLower) : 0));
  const bool beyond = value > lines.near_upper || value < lines.near_lower;
  const bool counts = variant == TwoInThree::kBeyondNear ? beyond : beyond && !above && !below;
  if (!lines.has_centre) return {.side = 0, .beyond = counts};
  return {.side = (value > lines.centre) - (value < lines.centre), .beyond = counts};
}

// The last three points, newest first.
class Three {
 public:
  void Next(const Standing& newest, std::size_t i, std::span<Marked> marked) {
    last_ = {newest, last_[0], last_[1]};
    const int side = newest.side;
    if (side == 0 || last_[1].side != side || last_[2].side != side) return;
    if (newest.beyond + last_[1].beyond + last_[2].beyond < 2) return;
    const Signals signal = SignalOf(side > 0 ? Label::kTwoInThreeAbove : Label::kTwoInThreeBelow);
    for (std::size_t back = 0; back < last_.size(); ++back) {
      if (last_[back].beyond) marked[i - back].signals |= signal;
    }
  }

 private:
  std::array<Standing, 3> last_;
};

template <typename LinesAt>
void MarkGroup(std::span<const double> values, std::span<const std::uint8_t> known,
               const LinesAt& lines_at, const RunRules& rules, std::span<Marked> marked) {
  Run run;
  Run trend;
  Three three;
  bool before_known = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool is_known = known.empty() || known[i] != 0;
    marked[i] = Marked{};
    Standing standing;
    int step = 0;
    if (is_known) {
      standing = Stand(values[i], lines_at(i), rules.two_in_three, marked[i].signals);
      if (before_known) step = (values[i] > values[i - 1]) - (values[i] < values[i - 1]);
    }
    before_known = is_known;
    three.Next(standing, i, marked);
    if (const int length = run.Next(standing.side); length >= rules.run_points) {
      MarkWindow(marked, i, length, rules.run_points,
                 SignalOf(standing.side > 0 ? Label::kRunAbove : Label::kRunBelow));
    }
    if (const int steps = trend.Next(step); steps + 1 >= rules.run_points) {
      MarkWindow(marked, i, steps + 1, rules.run_points,
                 SignalOf(step > 0 ? Label::kRising : Label::kFalling));
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

void LabelAll(std::span<const double> values, TrendLabel variant, std::span<Marked> marked) {
  constexpr Signals kOutside = SignalOf(Label::kAboveUpper) | SignalOf(Label::kBelowLower);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Signals signals = marked[i].signals;
    if (signals == 0) continue;
    if ((signals & kOutside) == 0 && (signals & kTrend) != 0) {
      marked[i].label = TrendLabelOf(values, marked, i, variant);
    } else {
      // Bits stand in order of precedence.
      marked[i].label = static_cast<Label>(std::countr_zero(signals) + 1);
    }
  }
}

void CheckSizes(std::span<const double> values, std::span<const std::uint8_t> known,
                const RunRules& rules, std::span<Marked> marked) {
  TRUSTWATCH_CHECK(known.empty() || known.size() == values.size());
  TRUSTWATCH_CHECK(marked.size() == values.size());
  TRUSTWATCH_CHECK(rules.run_points >= 3);
}

}  // namespace

void MarkSignals(std::span<const double> values, std::span<const std::uint8_t> known,
                 const Lines& lines, const RunRules& rules, std::span<Marked> marked) {
  CheckSizes(values, known, rules, marked);
  MarkGroup(
      values, known, [&lines](std::size_t) -> const Lines& { return lines; }, rules, marked);
  LabelAll(values, rules.trend_label, marked);
}

void MarkSignals(std::span<const double> values, std::span<const std::uint8_t> known,
                 std::span<const Lines> lines, const RunRules& rules, std::span<Marked> marked) {
  CheckSizes(values, known, rules, marked);
  TRUSTWATCH_CHECK(lines.size() == values.size());
  MarkGroup(
      values, known, [lines](std::size_t i) -> const Lines& { return lines[i]; }, rules, marked);
  LabelAll(values, rules.trend_label, marked);
}

}  // namespace trustwatch::stats
