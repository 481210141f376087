#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_REPLAY_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_REPLAY_H_

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/alert_history.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/interruption.h"
#include "collectors/backtest/rule.h"

namespace trustwatch::backtest {

struct ReplayOptions {
  std::vector<std::string> rule_files;
  Schedule schedule;
  std::string http = "127.0.0.1:9191";  // of the daemon
  std::string prometheus = "prometheus";
  std::string promtool = "promtool";
  std::string keep;  // a folder for all files, which stays; empty: a temporary one
};

// One rule, and what it did.
struct ReplayedRule {
  Rule rule;
  std::string why_not;          // it was not replayed; empty: it was
  std::vector<Firing> firings;  // of an alert; their numbers count Replay::instants
};

struct Replay {
  Every every = Every::kMonth;
  std::vector<Instant> instants;
  std::vector<std::set<std::string>> organisations;  // that had figures, by instant
  std::vector<ReplayedRule> rules;                   // as in their files
};

// Hears how far the work has come.
using ShowProgress = std::function<void(std::size_t done, std::size_t all)>;

// What the rules would have alerted: a real Prometheus evaluates them over the daemon's pages of
// the past, at each instant of the schedule. Between two instants it sees nothing, so that a range
// of a day or less holds one sample. Recording rules are evaluated first, in the order in which
// they rest on each other, and their series added. A rule that rests on what no page of the past
// has (history that Prometheus reads, the daemon's own metrics, its own samples between instants)
// is not replayed, and says why. `up` of the job trustwatchd is 1 at each instant, and
// trustwatch_time_seconds that instant.
//
// Processes and files end with the call, whatever comes of it. Memory: what fires; disk: about 100
// bytes a sample that a rule may look at. Errors are those of InstantsOf, WorkFolder, Promtool,
// Prometheus, PageSource and Interruption; also kNotFound (RULES_UNREADABLE) and kInternal
// (SAMPLES_LOST).
absl::StatusOr<Replay> RunReplay(const ReplayOptions& options, absl::Time now,
                                 Interruption& interruption, const ShowProgress& show_progress);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_REPLAY_H_
