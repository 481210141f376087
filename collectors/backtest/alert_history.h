#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_ALERT_HISTORY_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_ALERT_HISTORY_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "absl/time/time.h"
#include "collectors/backtest/labels.h"

namespace trustwatch::backtest {

// An alert from when it began to fire until it ended.
struct Firing {
  Labels labels;
  std::size_t first = 0;  // of the instants at which it fires
  std::size_t last = 0;
};

// How long an expression must hold before its alert fires, and how long the alert goes on after it.
struct Patience {
  absl::Duration hold;
  absl::Duration keep_firing;
  // What is shorter than this passes unseen between two instants, and counts as passed.
  absl::Duration shortest_step;
};

// Makes alerts of the series for which an alert's expression holds, instant by instant, as
// Prometheus does at each evaluation. Not thread-safe.
class AlertHistory {
 public:
  explicit AlertHistory(const Patience& patience) : patience_(patience) {}

  // The series for which it holds at the next instant.
  void Add(absl::Time at, const std::set<Labels>& holding);

  // Every alert that fired, by its first instant and its labels.
  std::vector<Firing> Firings() const;

 private:
  struct State {
    absl::Time since;  // from when on the expression held without a break
    absl::Time last_held;
    bool is_firing = false;
    std::size_t firing = 0;  // in firings_, if it fires
  };

  bool GoesOn(const State& state, absl::Time at) const;
  void Hold(const Labels& labels, absl::Time at);

  const Patience patience_;
  std::size_t next_ = 0;  // the instant that comes next
  std::map<Labels, State> states_;
  std::vector<Firing> firings_;
};

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_ALERT_HISTORY_H_
