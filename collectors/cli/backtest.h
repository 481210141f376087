#ifndef TRUSTWATCH_COLLECTORS_CLI_BACKTEST_H_
#define TRUSTWATCH_COLLECTORS_CLI_BACKTEST_H_

#include <string>

#include "absl/time/time.h"
#include "collectors/backtest/budget.h"
#include "collectors/backtest/replay.h"
#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

// What was typed.
struct BacktestOptions {
  backtest::ReplayOptions replay;
  std::string every = "month";
  std::string published_after;  // 45d; empty: figures are known as they were recorded
  backtest::Scope scope;
  bool list = false;  // every alert, too
};

// Replays rule files over the past of a daemon and says what they would have alerted, as a table,
// JSON or CSV. kRefused if a rule could not be replayed, or Prometheus refuses the file; kUsage,
// kUnreachable, kUnreadable (files, and programs that are not there) and kInternal as elsewhere.
// A signal ends it, after everything that it started.
ExitCode Backtest(const BacktestOptions& options, absl::Time now, Format format,
                  const Console& console);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_BACKTEST_H_
