#include <CLI/App.hpp>
#include <memory>

#include "collectors/cli/command_builder.h"
#include "collectors/cli/commands.h"
#include "collectors/cli/owed.h"
#include "collectors/cli/series.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {
namespace {

void AddSeries(CommandBuilder& builder) {
  const auto options = std::make_shared<SeriesOptions>();
  CLI::App& it = builder.Add("series", "Show the figures of an organisation over time",
                             "trustwatch series RX4 followup_72h --as-of 2026-03-31");
  it.add_option("ORG", options->organisation, "ODS code")->type_name("");
  it.add_option("INDICATOR", options->indicator, "Its id; trustwatch indicators lists them")
      ->type_name("");
  it.add_option("--breakdown", options->breakdown, "A part of the whole, such as ethnicity:white")
      ->type_name("NAME");
  it.add_option("--span", options->span, "How long a period is: P1M, P3M, P12M")->type_name("SPAN");
  it.add_option("--as-of", options->as_of,
                "What was known then: a day (all of it, in London), or 2026-03-31T17:00:00Z")
      ->type_name("WHEN");
  it.add_option("--from", options->first_day, "Periods that end on this day or later")
      ->type_name("DAY");
  it.add_option("--to", options->last_day, "Periods that end on this day or earlier")
      ->type_name("DAY");
  it.add_flag("--revisions", options->revisions, "Every revision, replaced and withdrawn ones too");
  it.add_flag("--all", options->all, "Every series that fits --org and --indicator");
  it.add_option("--org", options->organisations, "With --all: these ODS codes")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("CODES");
  it.add_option("--indicator", options->indicators, "With --all: these indicators")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("IDS");
  builder.Does(it, [options](const Session& session) { return ShowSeries(*options, session); });
}

void AddOwed(CommandBuilder& builder) {
  const auto options = std::make_shared<OwedOptions>();
  CLI::App& it = builder.Add("owed", "Show which figures are still owed, and when they are due",
                             "trustwatch owed RX4 --month 2026-04");
  it.add_option("ORG", options->organisation, "ODS code; every organisation if not given")
      ->type_name("");
  it.add_option("--month", options->month,
                "Periods that end in this month: 2026-04; the last complete one if not given")
      ->type_name("MONTH");
  it.add_flag("--all", options->all, "What has come, too");
  builder.Does(it, [options](const Session& session) { return ShowOwed(*options, session); });
}

}  // namespace

void AddSeriesCommands(CommandBuilder& builder) {
  AddSeries(builder);
  AddOwed(builder);
}

}  // namespace trustwatch::cli
