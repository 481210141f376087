#include "collectors/cli/backtest_view.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/backtest/alert_history.h"
#include "collectors/backtest/budget.h"
#include "collectors/backtest/instants.h"
#include "collectors/backtest/labels.h"
#include "collectors/backtest/replay.h"
#include "collectors/cli/console.h"
#include "collectors/cli/session.h"
#include "collectors/cli/table.h"
#include "collectors/cli/words.h"
#include "daemon/domain/period.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace trustwatch::cli {
namespace {

using backtest::Every;
using backtest::Labels;
using backtest::ValueOf;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> kSeriesLabels = {"org", "indicator", "breakdown", "span"};
// The same in every alert, or in a column of their own.
constexpr std::array<std::string_view, 7> kNotListed = {"org", "indicator", "breakdown", "span",
                                                        "job", "instance",  "severity"};

constexpr std::array<const char*, 18> kCsvColumns = {"row",
                                                     "rule",
                                                     "group",
                                                     "severity",
                                                     "began",
                                                     "at_start",
                                                     "organisations",
                                                     "alert_months",
                                                     "per_organisation_year",
                                                     "per_organisation_month",
                                                     "not_replayed_because",
                                                     "from",
                                                     "to",
                                                     "org",
                                                     "indicator",
                                                     "breakdown",
                                                     "span",
                                                     "labels"};
constexpr std::size_t kCsvCellsBeforeInstants = 11;

std::string EveryWord(Every every) {
  return every == Every::kMonth ? "month" : every == Every::kWeek ? "week" : "day";
}

std::string Rate(double rate) { return fmt::format("{:.4f}", rate); }

// Those that no column of the list has: kind=figures region="North East".
std::string OtherLabels(const Labels& labels) {
  std::string text;
  for (const auto& [name, value] : labels) {
    if (std::find(kNotListed.begin(), kNotListed.end(), name) != kNotListed.end()) continue;
    text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : " ", name, value);
  }
  return text;
}

std::string AllLabels(const Labels& labels) {
  std::string text;
  for (const auto& [name, value] : labels) {
    text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : " ", name, value);
  }
  return text;
}

void AppendSeriesCells(const Labels& labels, std::vector<Cell>& cells) {
  for (const std::string_view label : kSeriesLabels) {
    cells.push_back({ValueOf(labels, std::string(label))});
  }
  cells.push_back({AllLabels(labels)});
}

ordered_json JsonOf(const backtest::Budget& budget) {
  return {{"began", budget.began},
          {"at_start", budget.at_start},
          {"organisations", budget.organisations},
          {"alert_months", budget.alert_months},
          {"per_organisation_month", budget.per_organisation_month},
          {"per_organisation_year", budget.per_organisation_year}};
}

ordered_json JsonOf(const backtest::Rule& rule) {
  return {{"group", rule.group},
          {"rule", rule.name},
          {"kind", rule.is_alert ? "alert" : "recording"},
          {"query", rule.query},
          {"labels", rule.labels},
          {"for_seconds", absl::ToInt64Seconds(rule.hold)},
          {"keep_firing_for_seconds", absl::ToInt64Seconds(rule.keep_firing)}};
}

}  // namespace

BacktestView::BacktestView(const backtest::Replay& replay, const backtest::Scope& scope)
    : replay_(replay), organisation_months_(backtest::OrganisationMonths(scope, replay)) {
  std::set<std::string> organisations;
  for (const auto& some : replay.organisations) organisations.insert(some.begin(), some.end());
  organisations_ = organisations.size();
  for (const backtest::ReplayedRule& it : replay.rules) {
    if (!it.rule.is_alert) continue;
    Row row{.rule = &it, .firings = backtest::FiringsIn(scope, it.firings)};
    row.budget = backtest::BudgetOf(row.firings, replay, organisation_months_);
    rows_.push_back(std::move(row));
  }
}

std::string BacktestView::When(std::size_t instant) const {
  const backtest::Instant& it = replay_.instants[instant];
  return replay_.every == Every::kMonth ? it.month() : domain::ToString(it.day);
}

std::string BacktestView::Summary() const {
  return fmt::format(
      "{} from {} to {}, one a {}; {}, {:.0f} organisation-months watched after the first.\n"
      "A `for` or `keep_firing_for` shorter than a {} counts as passed.\n",
      Counted(replay_.instants.size(), "instant"), domain::ToString(replay_.instants.front().day),
      domain::ToString(replay_.instants.back().day), EveryWord(replay_.every),
      Counted(organisations_, "organisation"), organisation_months_, EveryWord(replay_.every));
}

void BacktestView::PrintRows(const Console& console) const {
  Table table({{.name = "alert"},
               {.name = "severity"},
               {.name = "began", .to_the_right = true},
               {.name = "at_start", .to_the_right = true},
               {.name = "organisations", .to_the_right = true},
               {.name = "alert_months", .to_the_right = true},
               {.name = "per_organisation_year", .to_the_right = true},
               {.name = "per_organisation_month", .to_the_right = true}});
  for (const Row& row : rows_) {
    if (!row.rule->why_not.empty()) continue;
    const backtest::Budget& budget = row.budget;
    table.Add({{row.rule->rule.name},
               {ValueOf(row.rule->rule.labels, "severity")},
               {std::to_string(budget.began)},
               {std::to_string(budget.at_start)},
               {std::to_string(budget.organisations)},
               {std::to_string(budget.alert_months)},
               {Rate(budget.per_organisation_year)},
               {Rate(budget.per_organisation_month)}});
  }
  table.Print(console);
}

void BacktestView::PrintNotReplayed(const Console& console) const {
  Table table({{.name = "not_replayed"}, {.name = "because", .wraps = true}});
  for (const backtest::ReplayedRule& it : replay_.rules) {
    if (!it.why_not.empty()) table.Add({{it.rule.name}, {it.why_not}});
  }
  if (table.empty()) return;
  console.out << '\n';
  table.Print(console);
}

void BacktestView::PrintList(const Console& console) const {
  Table table({{.name = "alert"},
               {.name = "from"},
               {.name = "to"},
               {.name = "org"},
               {.name = "indicator"},
               {.name = "breakdown"},
               {.name = "span"},
               {.name = "labels", .wraps = true}});
  for (const Row& row : rows_) {
    for (const backtest::Firing& firing : row.firings) {
      std::vector<Cell> cells = {{row.rule->rule.name}, {When(firing.first)}, {When(firing.last)}};
      for (const std::string_view label : kSeriesLabels) {
        cells.push_back({ValueOf(firing.labels, std::string(label))});
      }
      cells.push_back({OtherLabels(firing.labels)});
      table.Add(std::move(cells));
    }
  }
  console.out << '\n';
  if (table.empty()) console.out << "No alert fired.\n";
  table.Print(console);
}

void BacktestView::PrintForPeople(const Console& console, bool list) const {
  console.out << Summary() << '\n';
  PrintRows(console);
  PrintNotReplayed(console);
  if (list) PrintList(console);
}

void BacktestView::PrintJson(const Console& console) const {
  ordered_json instants = ordered_json::array();
  for (const backtest::Instant& it : replay_.instants) {
    instants.push_back(absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", it.at, absl::UTCTimeZone()));
  }
  ordered_json rules = ordered_json::array();
  auto row = rows_.begin();
  for (const backtest::ReplayedRule& it : replay_.rules) {
    ordered_json rule = JsonOf(it.rule);
    rule["replayed"] = it.why_not.empty();
    if (!it.why_not.empty()) rule["why_not"] = it.why_not;
    if (it.rule.is_alert) {
      rule.update(JsonOf(row->budget));
      ordered_json alerts = ordered_json::array();
      for (const backtest::Firing& firing : row->firings) {
        alerts.push_back({{"from", domain::ToString(replay_.instants[firing.first].day)},
                          {"to", domain::ToString(replay_.instants[firing.last].day)},
                          {"at_start", firing.first == 0},
                          {"at_end", firing.last + 1 == replay_.instants.size()},
                          {"labels", firing.labels}});
      }
      rule["alerts"] = std::move(alerts);
      ++row;
    }
    rules.push_back(std::move(rule));
  }
  const ordered_json all = {{"every", EveryWord(replay_.every)},
                            {"instants", std::move(instants)},
                            {"organisations", organisations_},
                            {"organisation_months", organisation_months_},
                            {"rules", std::move(rules)}};
  // Labels are text of others: what is no UTF-8 must not end the command.
  console.out << all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

std::vector<Cell> BacktestView::CsvCellsOf(const Row& row) const {
  const backtest::Rule& rule = row.rule->rule;
  const backtest::Budget& budget = row.budget;
  std::vector<Cell> cells = {{"rule"},
                             {rule.name},
                             {rule.group},
                             {ValueOf(rule.labels, "severity")},
                             {std::to_string(budget.began)},
                             {std::to_string(budget.at_start)},
                             {std::to_string(budget.organisations)},
                             {std::to_string(budget.alert_months)},
                             {Rate(budget.per_organisation_year)},
                             {Rate(budget.per_organisation_month)},
                             {row.rule->why_not},
                             {""},
                             {""}};
  AppendSeriesCells(rule.labels, cells);
  return cells;
}

std::vector<Cell> BacktestView::CsvCellsOf(const Row& row, const backtest::Firing& firing) const {
  const backtest::Rule& rule = row.rule->rule;
  std::vector<Cell> cells = {
      {"alert"}, {rule.name}, {rule.group}, {ValueOf(firing.labels, "severity")}};
  cells.resize(kCsvCellsBeforeInstants);
  cells.push_back({domain::ToString(replay_.instants[firing.first].day)});
  cells.push_back({domain::ToString(replay_.instants[firing.last].day)});
  AppendSeriesCells(firing.labels, cells);
  return cells;
}

void BacktestView::PrintCsv(const Console& console) const {
  std::vector<Column> columns;
  for (const char* const name : kCsvColumns) columns.push_back({.name = name});
  Table table(std::move(columns));
  for (const backtest::ReplayedRule& it : replay_.rules) {
    if (it.rule.is_alert || it.why_not.empty()) continue;
    table.Add(CsvCellsOf(Row{.rule = &it}));
  }
  for (const Row& row : rows_) {
    table.Add(CsvCellsOf(row));
    for (const backtest::Firing& firing : row.firings) table.Add(CsvCellsOf(row, firing));
  }
  table.PrintCsv(console.out);
}

}  // namespace trustwatch::cli
