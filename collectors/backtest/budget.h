#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_BUDGET_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_BUDGET_H_

#include <cstddef>
#include <string>
#include <vector>

#include "collectors/backtest/alert_history.h"
#include "collectors/backtest/replay.h"

namespace trustwatch::backtest {

// Whom to count; empty lists mean all.
struct Scope {
  std::vector<std::string> organisations;
  std::vector<std::string> indicators;
};

// The alerts of a scope, by their labels org and indicator.
std::vector<Firing> FiringsIn(const Scope& scope, const std::vector<Firing>& firings);

// For how many months all organisations of a scope together were watched: at each instant after the
// first, those that had figures, for as long as a step stands for. Alerts that hold at the first
// instant began before anybody watched, and so the first counts for nothing.
double OrganisationMonths(const Scope& scope, const Replay& replay);

// How often a rule alerts.
struct Budget {
  std::size_t began = 0;              // alerts that began after the first instant
  std::size_t at_start = 0;           // alerts that held at the first instant
  std::size_t organisations = 0;      // that had one
  std::size_t alert_months = 0;       // months in which each of them held, added up
  double per_organisation_month = 0;  // of those that began; 0 if nobody was watched
  double per_organisation_year = 0;
};

Budget BudgetOf(const std::vector<Firing>& firings, const Replay& replay,
                double organisation_months);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_BUDGET_H_
