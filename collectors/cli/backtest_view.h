#ifndef TRUSTWATCH_COLLECTORS_CLI_BACKTEST_VIEW_H_
#define TRUSTWATCH_COLLECTORS_CLI_BACKTEST_VIEW_H_

#include <cstddef>
#include <string>
#include <vector>

#include "collectors/backtest/alert_history.h"
#include "collectors/backtest/budget.h"
#include "collectors/backtest/replay.h"
#include "collectors/cli/console.h"
#include "collectors/cli/table.h"

namespace trustwatch::cli {

// How a replay reads. Borrows it.
class BacktestView {
 public:
  BacktestView(const backtest::Replay& replay, const backtest::Scope& scope);

  // A row for each alert, then what was not replayed; with `list`, every time that one fired.
  void PrintForPeople(const Console& console, bool list) const;
  // Everything, as one object.
  void PrintJson(const Console& console) const;
  // Everything, as rows of two kinds: rule, and alert.
  void PrintCsv(const Console& console) const;

 private:
  struct Row {
    const backtest::ReplayedRule* rule = nullptr;
    std::vector<backtest::Firing> firings;  // in the scope
    backtest::Budget budget;
  };

  std::vector<Cell> CsvCellsOf(const Row& row) const;
  std::vector<Cell> CsvCellsOf(const Row& row, const backtest::Firing& firing) const;
  // When an instant was, as people name it: 2018-01, or 2018-01-07.
  std::string When(std::size_t instant) const;
  std::string Summary() const;
  void PrintRows(const Console& console) const;
  void PrintNotReplayed(const Console& console) const;
  void PrintList(const Console& console) const;

  const backtest::Replay& replay_;
  double organisation_months_;
  std::size_t organisations_;  // that had figures at some instant
  std::vector<Row> rows_;      // of the alerts
};

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_BACKTEST_VIEW_H_
