#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <memory>

#include "collectors/cli/chart.h"
#include "collectors/cli/command_builder.h"
#include "collectors/cli/commands.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {
namespace {

void AddChart(CommandBuilder& builder) {
  const auto options = std::make_shared<ChartOptions>();
  CLI::App& it = builder.Add("chart", "Draw the control chart of a series, or write it as SVG",
                             "trustwatch chart RX4 followup_72h --svg chart.svg");
  it.add_option("ORG", options->organisation, "ODS code")->required()->type_name("");
  it.add_option("INDICATOR", options->indicator, "Its id; trustwatch indicators lists them")
      ->required()
      ->type_name("");
  it.add_option("--breakdown", options->breakdown, "A part of the whole, such as ethnicity:white")
      ->type_name("NAME");
  it.add_option("--span", options->span, "How long a period is: P1M, P3M, P12M")->type_name("SPAN");
  it.add_option("--as-of", options->as_of,
                "As it was known then: a day (all of it, in London), or 2026-03-31T17:00:00Z")
      ->type_name("WHEN");
  it.add_option("--svg", options->svg_file, "Write it to this file as SVG; - is standard output")
      ->type_name("FILE");
  it.add_option("--width", options->width, "Columns, or pixels of an SVG")
      ->check(CLI::Range(1, 10'000).description(""))
      ->type_name("N");
  it.add_option("--height", options->height, "Rows, or pixels of an SVG")
      ->check(CLI::Range(1, 10'000).description(""))
      ->type_name("N");
  it.add_flag("--ascii", options->ascii, "No character beyond ASCII");
  builder.Does(it, [options](const Session& session) { return ShowChart(*options, session); });
}

}  // namespace

void AddJudgementCommands(CommandBuilder& builder) { AddChart(builder); }

}  // namespace trustwatch::cli
