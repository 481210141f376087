#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "collectors/cli/backtest.h"
#include "collectors/cli/command_builder.h"
#include "collectors/cli/commands.h"
#include "collectors/cli/console.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {
namespace {

void AddWhen(CLI::App& it, BacktestOptions& options) {
  auto& schedule = options.replay.schedule;
  it.add_option("--from", schedule.from, "The first month: 2018-01")
      ->required()
      ->type_name("MONTH");
  it.add_option("--to", schedule.to, "The last month: 2022-11")->required()->type_name("MONTH");
  it.add_option("--every", options.every,
                "How often rules are evaluated: at noon UTC on the last day of each month, every "
                "seventh day, or each day")
      ->check(OneOf({"month", "week", "day"}))
      ->capture_default_str()
      ->type_name("month|week|day");
  it.add_option("--lag", schedule.lag_days, "So many days later than these")
      ->check(CLI::Range(0, 366).description(""))
      ->type_name("DAYS");
  it.add_option("--published-after", options.published_after,
                "Take each figure as known so long after the end of its period, as 45d, and not as "
                "it was recorded: for figures that were loaded in one go")
      ->type_name("DAYS");
}

void AddWhat(CLI::App& it, BacktestOptions& options) {
  const auto add_list = [&it](const char* name, std::vector<std::string>& values, const char* help,
                              const char* type) {
    it.add_option(name, values, help)->delimiter(',')->type_name(type);
  };
  add_list("--org", options.scope.organisations, "Count the alerts of these ODS codes", "CODES");
  add_list("--indicator", options.scope.indicators, "Count the alerts of these indicators", "IDS");
  it.add_flag("--list", options.list, "Every alert too, with its months and labels");
}

void AddWhere(CLI::App& it, BacktestOptions& options) {
  auto& replay = options.replay;
  it.add_option("--http", replay.http, "Where the daemon listens for HTTP")
      ->envname("TRUSTWATCH_HTTP")
      ->capture_default_str()
      ->type_name("HOST:PORT");
  it.add_option("--prometheus", replay.prometheus, "The program that evaluates the rules")
      ->capture_default_str()
      ->type_name("FILE");
  it.add_option("--promtool", replay.promtool, "Its tool")
      ->capture_default_str()
      ->type_name("FILE");
  it.add_option("--keep", replay.keep, "Keep all files in this new folder")->type_name("DIR");
}

}  // namespace

void AddBacktestCommands(CommandBuilder& builder) {
  const auto options = std::make_shared<BacktestOptions>();
  CLI::App& it = builder.Add("backtest", "Say what alert rules would have alerted in the past",
                             "trustwatch backtest dashboards/rules/figures.yml --from 2023-01 "
                             "--to 2025-12 --list");
  it.add_option("RULES", options->replay.rule_files, "Files of Prometheus rules")
      ->required()
      ->type_name("");
  AddWhen(it, *options);
  AddWhat(it, *options);
  AddWhere(it, *options);
  builder.DoesOffline(it, [options](const Console& console, Format format) {
    return Backtest(*options, absl::Now(), format, console);
  });
}

}  // namespace trustwatch::cli
