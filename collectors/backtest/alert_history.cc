#include "collectors/backtest/alert_history.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "collectors/backtest/labels.h"

namespace trustwatch::backtest {

bool AlertHistory::GoesOn(const State& state, absl::Time at) const {
  return state.is_firing && patience_.keep_firing >= patience_.shortest_step &&
         at - state.last_held < patience_.keep_firing;
}

void AlertHistory::Hold(const Labels& labels, absl::Time at) {
  const auto [found, is_new] = states_.try_emplace(labels, State{.since = at, .last_held = at});
  State& state = found->second;
  state.last_held = at;
  if (!state.is_firing) {
    const bool has_held_long =
        patience_.hold < patience_.shortest_step || at - state.since >= patience_.hold;
    if (!has_held_long) return;
    state.is_firing = true;
    state.firing = firings_.size();
    firings_.push_back({.labels = labels, .first = next_, .last = next_});
  }
  firings_[state.firing].last = next_;
}

void AlertHistory::Add(absl::Time at, const std::set<Labels>& holding) {
  for (const Labels& labels : holding) Hold(labels, at);
  std::erase_if(states_, [&](const auto& entry) {
    const auto& [labels, state] = entry;
    if (holding.contains(labels)) return false;
    if (!GoesOn(state, at)) return true;
    firings_[state.firing].last = next_;
    return false;
  });
  ++next_;
}

std::vector<Firing> AlertHistory::Firings() const {
  std::vector<Firing> sorted = firings_;
  std::sort(sorted.begin(), sorted.end(), [](const Firing& a, const Firing& b) {
    return std::tie(a.first, a.labels) < std::tie(b.first, b.labels);
  });
  return sorted;
}

}  // namespace trustwatch::backtest
