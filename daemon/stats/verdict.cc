#include "daemon/stats/verdict.h"

#include <bit>
#include <cstddef>
#include <optional>

#include "daemon/base/check.h"

namespace trustwatch::stats {
namespace {

constexpr Signals kHigh = SignalOf(Label::kAboveUpper) | SignalOf(Label::kRising) |
                          SignalOf(Label::kTwoInThreeAbove) | SignalOf(Label::kRunAbove);
constexpr Signals kLow = static_cast<Signals>(~kHigh);

// Whether the signal at `i` also holds at the point before, so that it is one signal.
bool ComesFromBefore(const MarkedGroup& group, std::size_t i, Label label) {
  if (i == 0 || !Has(group.marked[i - 1].signals, label)) return false;
  switch (label) {
    case Label::kRising:
      return group.values[i - 1] < group.values[i];
    case Label::kFalling:
      return group.values[i - 1] > group.values[i];
    default:
      return true;
  }
}

// Two in three marks two points and may leave the one between them out.
bool ComesOverOne(const MarkedGroup& group, std::size_t i, Label label) {
  return RuleOf(label) == Rule::kTwoInThree && i >= 2 && Has(group.marked[i - 2].signals, label) &&
         (group.known.empty() || group.known[i - 1] != 0);
}

Signal SignalAtLast(const MarkedGroup& group, Label label, Better better) {
  std::size_t i = group.values.size() - 1;
  std::size_t points = 1;
  for (;;) {
    if (ComesFromBefore(group, i, label)) {
      i -= 1;
    } else if (ComesOverOne(group, i, label)) {
      i -= 2;
    } else {
      break;
    }
    ++points;
  }
  return {.label = label,
          .variation = VariationOf(label, better),
          .since = group.first + i,
          .points = points};
}

std::optional<Signal> StrongestAtLast(const MarkedGroup& group, Signals among, Better better) {
  const Signals signals = group.marked.back().signals & among;
  if (signals == 0) return std::nullopt;
  // Bits stand in order of precedence.
  return SignalAtLast(group, static_cast<Label>(std::countr_zero(signals) + 1), better);
}

}  // namespace

Variation VariationOf(Label label, Better better) {
  if (label == Label::kCommonCause) return Variation::kCommonCause;
  if (better == Better::kNeither) return Variation::kNeither;
  return IsHigh(label) == (better == Better::kHigher) ? Variation::kImprovement
                                                      : Variation::kConcern;
}

Verdict VerdictOn(const MarkedGroup& group, Better better) {
  TRUSTWATCH_CHECK(group.marked.size() == group.values.size());
  Verdict verdict{.group_first = group.first};
  if (group.values.empty()) return verdict;
  verdict.latest = group.first + group.values.size() - 1;
  verdict.latest_known = group.known.empty() || group.known.back() != 0;
  verdict.signal = StrongestAtLast(group, kHigh | kLow, better);
  if (verdict.signal.has_value()) {
    verdict.variation = verdict.signal->variation;
    const Signals other_way = IsHigh(verdict.signal->label) ? kLow : kHigh;
    verdict.contrary = StrongestAtLast(group, other_way, better);
  }
  return verdict;
}

}  // namespace trustwatch::stats
