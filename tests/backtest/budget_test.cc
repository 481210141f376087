#include "collectors/backtest/budget.h"

#include "collectors/backtest/instants.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trustwatch::backtest {
namespace {

using testing::Value;

Replay ReplayOf(const Schedule& schedule) {
  Replay replay{.every = schedule.every,
                .instants = Value(InstantsOf(schedule, absl::InfiniteFuture()))};
  // A reports always, B from the second instant on.
  for (std::size_t i = 0; i < replay.instants.size(); ++i) {
    replay.organisations.push_back(i == 0 ? std::set<std::string>{"A"}
                                          : std::set<std::string>{"A", "B"});
  }
  return replay;
}

Firing Of(const char* organisation, std::size_t first, std::size_t last) {
  return {.labels = {{"org", organisation}, {"indicator", "calls"}}, .first = first, .last = last};
}

TEST(BudgetTest, CountsWhatBeganAfterTheFirstInstant) {
  const Replay replay = ReplayOf({.from = "2020-01", .to = "2020-04"});
  // Three instants after the first, two organisations each.
  const double months = OrganisationMonths({}, replay);
  EXPECT_DOUBLE_EQ(months, 6);
  const Budget budget = BudgetOf({Of("A", 0, 1), Of("A", 3, 3), Of("B", 1, 2)}, replay, months);
  EXPECT_EQ(budget.at_start, 1U);
  EXPECT_EQ(budget.began, 2U);
  EXPECT_EQ(budget.organisations, 2U);
  EXPECT_EQ(budget.alert_months, 5U) << "January, February and April; February and March";
  EXPECT_DOUBLE_EQ(budget.per_organisation_month, 2.0 / 6);
  EXPECT_DOUBLE_EQ(budget.per_organisation_year, 4);
}

TEST(BudgetTest, DaysAddUpToMonths) {
  const Replay replay = ReplayOf({.from = "2020-01", .to = "2020-02", .every = Every::kDay});
  // 59 days after the first, two organisations each; a month has 365.25 / 12 days.
  EXPECT_NEAR(OrganisationMonths({}, replay), 2 * 59 / 30.4375, 1e-9);
  EXPECT_EQ(BudgetOf({Of("A", 3, 40)}, replay, 1).alert_months, 2U);
}

TEST(BudgetTest, AScopeIsOfOrganisationsAndIndicators) {
  const Replay replay = ReplayOf({.from = "2020-01", .to = "2020-04"});
  EXPECT_DOUBLE_EQ(OrganisationMonths({.organisations = {"B"}}, replay), 3);
  const std::vector<Firing> all = {Of("A", 1, 1), Of("B", 1, 1)};
  EXPECT_EQ(FiringsIn({}, all).size(), 2U);
  EXPECT_EQ(FiringsIn({.organisations = {"B", "C"}}, all).size(), 1U);
  EXPECT_EQ(FiringsIn({.indicators = {"waits"}}, all).size(), 0U);
}

TEST(BudgetTest, NobodyWatchedIsNoRate) {
  EXPECT_EQ(BudgetOf({}, ReplayOf({.from = "2020-01", .to = "2020-01"}), 0).per_organisation_month,
            0);
}

}  // namespace
}  // namespace trustwatch::backtest
