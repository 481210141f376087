#include "collectors/backtest/budget.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "collectors/backtest/alert_history.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/labels.h"
#include "collectors/backtest/replay.h"

namespace trustwatch::backtest {
namespace {

constexpr double kMonthsPerYear = 12;

bool Holds(const std::vector<std::string>& wanted, const std::string& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

}  // namespace

std::vector<Firing> FiringsIn(const Scope& scope, const std::vector<Firing>& firings) {
  std::vector<Firing> inside = firings;
  std::erase_if(inside, [&scope](const Firing& it) {
    return !Holds(scope.organisations, ValueOf(it.labels, "org")) ||
           !Holds(scope.indicators, ValueOf(it.labels, "indicator"));
  });
  return inside;
}

double OrganisationMonths(const Scope& scope, const Replay& replay) {
  std::size_t watched = 0;
  for (std::size_t i = 1; i < replay.organisations.size(); ++i) {
    const std::set<std::string>& all = replay.organisations[i];
    watched += static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(),
        [&scope](const std::string& code) { return Holds(scope.organisations, code); }));
  }
  return static_cast<double>(watched) * MonthsPerStep(replay.every);
}

Budget BudgetOf(const std::vector<Firing>& firings, const Replay& replay,
                double organisation_months) {
  Budget budget;
  std::set<std::string> organisations;
  std::set<std::pair<Labels, std::string>> months;
  for (const Firing& firing : firings) {
    (firing.first == 0 ? budget.at_start : budget.began) += 1;
    const std::string organisation = ValueOf(firing.labels, "org");
    if (!organisation.empty()) organisations.insert(organisation);
    for (std::size_t i = firing.first; i <= firing.last; ++i) {
      months.emplace(firing.labels, replay.instants[i].month());
    }
  }
  budget.organisations = organisations.size();
  budget.alert_months = months.size();
  if (organisation_months > 0) {
    budget.per_organisation_month = static_cast<double>(budget.began) / organisation_months;
    budget.per_organisation_year = budget.per_organisation_month * kMonthsPerYear;
  }
  return budget;
}

}  // namespace trustwatch::backtest
