#include "tests/stats/slow_rules.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "daemon/stats/run_rules.h"

namespace trustwatch::stats {
namespace {

using Values = std::vector<std::optional<double>>;
using Positions = std::vector<std::size_t>;
using Fired = std::map<Label, std::set<std::size_t>>;

// Every window of `size` positions.
std::vector<Positions> Windows(std::size_t points, std::size_t size) {
  std::vector<Positions> windows;
  for (std::size_t last = size; last <= points; ++last) {
    Positions window;
    for (std::size_t i = last - size; i < last; ++i) window.push_back(i);
    windows.push_back(window);
  }
  return windows;
}

bool All(const Positions& window, const std::function<bool(std::size_t)>& holds) {
  for (const std::size_t i : window) {
    if (!holds(i)) return false;
  }
  return true;
}

// Which trends a point is in, newest last: a later window that holds the point replaces an earlier.
void FireTrends(const Values& values, std::size_t size, Fired& fired,
                std::map<std::size_t, Label>& newest) {
  for (const Positions& window : Windows(values.size(), size)) {
    const Positions later(window.begin() + 1, window.end());
    if (!All(window, [&](std::size_t i) { return values[i].has_value(); })) continue;
    for (const Label label : {Label::kRising, Label::kFalling}) {
      const bool moves = All(later, [&](std::size_t i) {
        return label == Label::kRising ? *values[i] > *values[i - 1] : *values[i] < *values[i - 1];
      });
      if (!moves) continue;
      fired[label].insert(window.begin(), window.end());
      for (const std::size_t i : window) newest[i] = label;
    }
  }
}

class SlowChart {
 public:
  SlowChart(const Values& values, const std::vector<Lines>& lines)
      : values_(values), lines_(lines) {}

  bool Outside(std::size_t i, bool above) const {
    return values_[i].has_value() &&
           (above ? *values_[i] > lines_[i].upper : *values_[i] < lines_[i].lower);
  }
  bool Near(std::size_t i) const {
    return values_[i].has_value() &&
           (*values_[i] > lines_[i].near_upper || *values_[i] < lines_[i].near_lower);
  }
  bool On(std::size_t i, bool above) const {
    return values_[i].has_value() && lines_[i].has_centre &&
           (above ? *values_[i] > lines_[i].centre : *values_[i] < lines_[i].centre);
  }

 private:
  const Values& values_;
  const std::vector<Lines>& lines_;
};

void FireSides(const SlowChart& chart, std::size_t points, const RunRules& rules, bool above,
               Fired& fired) {
  const Label outside = above ? Label::kAboveUpper : Label::kBelowLower;
  const Label two = above ? Label::kTwoInThreeAbove : Label::kTwoInThreeBelow;
  const Label run = above ? Label::kRunAbove : Label::kRunBelow;
  for (std::size_t i = 0; i < points; ++i) {
    if (chart.Outside(i, above)) fired[outside].insert(i);
  }
  const auto on_side = [&](std::size_t i) { return chart.On(i, above); };
  for (const Positions& window : Windows(points, static_cast<std::size_t>(rules.run_points))) {
    if (All(window, on_side)) fired[run].insert(window.begin(), window.end());
  }
  for (const Positions& window : Windows(points, 3)) {
    std::set<std::size_t> counted;
    for (const std::size_t i : window) {
      const bool outside_too = rules.two_in_three == TwoInThree::kBeyondNear ||
                               (!chart.Outside(i, true) && !chart.Outside(i, false));
      if (chart.Near(i) && outside_too) counted.insert(i);
    }
    if (All(window, on_side) && counted.size() >= 2)
      fired[two].insert(counted.begin(), counted.end());
  }
}

// The direction of a point of a trend, as the package says it.
Label NextStepLabel(const Values& values, const std::map<std::size_t, Label>& newest,
                    std::size_t i) {
  const bool right = newest.contains(i + 1);
  const double step = right ? *values[i + 1] - *values[i] : *values[i] - *values[i - 1];
  return step > 0 ? Label::kRising : Label::kFalling;
}

}  // namespace

std::vector<Marked> MarkSlowly(const std::vector<std::optional<double>>& values,
                               const std::vector<Lines>& lines, const RunRules& rules) {
  Fired fired;
  std::map<std::size_t, Label> newest;
  const SlowChart chart(values, lines);
  FireTrends(values, static_cast<std::size_t>(rules.run_points), fired, newest);
  FireSides(chart, values.size(), rules, true, fired);
  FireSides(chart, values.size(), rules, false, fired);
  std::vector<Marked> marked(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (const auto& [label, positions] : fired) {  // in order of precedence
      if (!positions.contains(i)) continue;
      marked[i].signals |= SignalOf(label);
      if (marked[i].label == Label::kCommonCause) marked[i].label = label;
    }
    if (RuleOf(marked[i].label) != Rule::kTrend) continue;
    marked[i].label = rules.trend_label == TrendLabel::kNextStep ? NextStepLabel(values, newest, i)
                                                                 : newest.at(i);
  }
  return marked;
}

}  // namespace trustwatch::stats
