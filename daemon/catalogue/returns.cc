#include "daemon/catalogue/returns.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/catalogue/words.h"
#include "daemon/domain/catalogue.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

constexpr Key kFirstDay{"first_day", "2024-04-01"};
constexpr Key kLastDay{"last_day", "2026-03-31"};
constexpr Key kEveryMonths{"every_months", "1"};
constexpr int kDeadlineWorkingDayMax = 60;  // a quarter of a year

std::vector<ReadItem> ReadItems(TomlTable& table) {
  std::vector<ReadItem> items;
  for (TomlTable& item : table.Tables({"items", "[{ indicator = \"tt_access\", span = \"P1M\" }]"},
                                      Need::kRequired)) {
    ReadItem read;
    read.indicator = item.Text({"indicator", "\"tt_access\""});
    const std::string span = item.Text({"span", "\"P1M\""});
    read.line = item.place().line;
    if (!span.empty()) read.span = ReadSpan(item, {.text = span, .line = read.line});
    item.RefuseOtherKeys();
    items.push_back(std::move(read));
  }
  return items;
}

void ReadTimes(TomlTable& table, domain::Return& owed) {
  const auto every = table.Integer(kEveryMonths, 1, 12, Need::kRequired);
  if (every && *every != 1 && *every != 3 && *every != 12) {
    table.Complain(kEveryMonths.name, fmt::format("every_months of {} is {}", table.name(), *every),
                   "write 1 for monthly, 3 for quarterly or 12 for yearly");
  }
  owed.every_months = static_cast<int>(every.value_or(1));
  owed.year_end_month =
      static_cast<int>(table.Integer({"year_end_month", "3"}, 1, 12).value_or(12));
  owed.deadline_working_day = static_cast<int>(
      table.Integer({"deadline_working_day", "10"}, 1, kDeadlineWorkingDayMax, Need::kRequired)
          .value_or(1));
  owed.deadline_basis = table.Text({"deadline_basis", "\"As CSDS: its window closes then.\""});
  owed.first_day = table.Date(kFirstDay);
  owed.last_day = table.Date(kLastDay);
  if (owed.first_day && owed.last_day && *owed.last_day < *owed.first_day) {
    table.Complain(kLastDay.name,
                   fmt::format("{} ends on {}, before it begins on {}", table.name(),
                               domain::ToString(*owed.last_day), domain::ToString(*owed.first_day)),
                   "correct first_day or last_day");
  }
}

}  // namespace

std::vector<ReadReturn> ReadReturns(TomlTable root) {
  std::vector<ReadReturn> read;
  for (TomlTable& table : root.Tables({"return", "[[return]]"}, Need::kRequired)) {
    domain::Return owed;
    owed.id = table.Text({"id", "\"crisis_line_monthly\""});
    ReadIndicatorId(table, "id", owed.id);  // written in the same form
    if (!owed.id.empty()) table.Rename(fmt::format("return \"{}\"", owed.id));
    owed.name = table.Text({"name", "\"Crisis line, monthly\""});
    std::vector<TextItem> owed_by =
        table.Texts({"owed_by", "[\"mental_health_trust\"]"}, Need::kRequired);
    ReadTimes(table, owed);
    owed.required = table.Flag({"required", "false"}).value_or(true);
    owed.doubts = table.PlainTexts({"doubts", "[\"The deadline is not verified.\"]"});
    std::vector<ReadItem> items = ReadItems(table);
    table.RefuseOtherKeys();
    read.push_back({.value = std::move(owed),
                    .table = table,
                    .owed_by = std::move(owed_by),
                    .items = std::move(items)});
  }
  root.RefuseOtherKeys();
  return read;
}

std::vector<ReadPairRule> ReadPairRules(TomlTable root) {
  std::vector<ReadPairRule> read;
  for (TomlTable& table : root.Tables({"pair_rule", "[[pair_rule]]"}, Need::kRequired)) {
    std::string id = table.Text({"id", "\"answered_within_offered\""});
    ReadIndicatorId(table, "id", id);  // written in the same form
    if (!id.empty()) table.Rename(fmt::format("pair rule \"{}\"", id));
    std::string lesser = table.Text({"lesser", "\"calls_answered\""});
    std::string greater = table.Text({"greater", "\"calls_offered\""});
    domain::PairRule rule{.id = std::move(id),
                          .lesser = ReadIndicatorId(table, "lesser", lesser),
                          .greater = ReadIndicatorId(table, "greater", greater)};
    rule.level = table.OneOf<domain::Level>({"level", "\"refuse\""}, Levels(),
                                            domain::Level::kRefuse, Need::kOptional);
    rule.message = table.Text({"message", "\"calls answered cannot be more than calls offered\""});
    table.RefuseOtherKeys();
    read.push_back({.value = std::move(rule),
                    .table = table,
                    .lesser = std::move(lesser),
                    .greater = std::move(greater)});
  }
  root.RefuseOtherKeys();
  return read;
}

}  // namespace trustwatch::catalogue
