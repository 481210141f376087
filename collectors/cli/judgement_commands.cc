#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <memory>
#include <string>
#include <vector>

#include "collectors/cli/chart.h"
#include "collectors/cli/command_builder.h"
#include "collectors/cli/commands.h"
#include "collectors/cli/compare_organisations.h"
#include "collectors/cli/session.h"
#include "collectors/cli/step_changes.h"
#include "collectors/cli/verdicts.h"

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

// A list of words or codes, separated by commas; it does not swallow what follows.
void AddList(CLI::App& command, const std::string& name, std::vector<std::string>& list,
             const std::string& help, const std::string& type) {
  command.add_option(name, list, help)->delimiter(',')->allow_extra_args(false)->type_name(type);
}

void AddVerdicts(CommandBuilder& builder) {
  const auto options = std::make_shared<VerdictsOptions>();
  CLI::App& it = builder.Add("verdicts", "Say what the latest figure of each series shows",
                             "trustwatch verdicts --only concern --region London");
  AddList(it, "--org", options->organisations, "These ODS codes", "CODES");
  AddList(it, "--region", options->regions, "These regions of the register", "REGIONS");
  AddList(it, "--indicator", options->indicators, "These indicators", "IDS");
  AddList(it, "--only", options->only, "Only these: concern, improvement, neither, common-cause",
          "WORDS");
  it.get_option("--only")->check(OneOf(VariationWords()));
  AddList(it, "--target", options->targets, "Only where the target is met, missed or hit-or-miss",
          "WORDS");
  it.get_option("--target")->check(OneOf(AssuranceWords()));
  it.add_flag("--whole", options->whole, "No breakdowns");
  it.add_option("--as-of", options->as_of,
                "As it was known then: a day (all of it, in London), or 2026-03-31T17:00:00Z")
      ->type_name("WHEN");
  builder.Does(it, [options](const Session& session) { return ShowVerdicts(*options, session); });
}

void AddCompareOrganisations(CommandBuilder& builder) {
  const auto options = std::make_shared<CompareOrganisationsOptions>();
  CLI::App& it =
      builder.Add("compare-organisations", "Compare organisations for one indicator and period",
                  "trustwatch compare-organisations followup_72h --period 2026-04");
  it.add_option("INDICATOR", options->indicator, "Its id; trustwatch indicators lists them")
      ->required()
      ->type_name("");
  it.add_option("--breakdown", options->breakdown, "A part of the whole, such as ethnicity:white")
      ->type_name("NAME");
  it.add_option("--span", options->span, "How long a period is: P1M, P3M, P12M")->type_name("SPAN");
  it.add_option("--period", options->period,
                "The one that ends in 2026-04, or 2026-02-01..2026-04-30; the newest if not given")
      ->type_name("PERIOD");
  AddList(it, "--kind", options->kinds, "These kinds of organisation", "KINDS");
  AddList(it, "--region", options->regions, "These regions of the register", "REGIONS");
  it.add_option("--as-of", options->as_of,
                "As it was known then: a day (all of it, in London), or 2026-03-31T17:00:00Z")
      ->type_name("WHEN");
  builder.Does(
      it, [options](const Session& session) { return CompareOrganisations(*options, session); });
}

void AddStepChanges(CommandBuilder& builder) {
  const auto options = std::make_shared<StepChangesOptions>();
  CLI::App& it = builder.Add("step-changes", "List from when on processes are new ones, and why",
                             "trustwatch step-changes RX4 --proposals");
  it.add_option("ORG", options->organisation, "ODS code; every organisation if not given")
      ->type_name("");
  it.add_option("--indicator", options->indicator, "Those that concern this indicator")
      ->type_name("ID");
  it.add_flag("--proposals", options->proposals, "What the register proposes, too");
  it.add_flag("--withdrawn", options->withdrawn, "Those that were taken back, too");
  builder.Does(it,
               [options](const Session& session) { return ListStepChanges(*options, session); });
}

void AddRecordStepChange(CommandBuilder& builder) {
  const auto options = std::make_shared<RecordStepChangeOptions>();
  CLI::App& it = builder.Add("record-step-change",
                             "Record that a process changed: new mean and limits from a day on",
                             "trustwatch record-step-change RX4 --from 2025-04-01 --cause 'crisis "
                             "house opened' --approved-by 'A. Smith, medical director'");
  it.add_option("ORG", options->organisation, "ODS code")->required()->type_name("");
  it.add_option("--from", options->first_day, "The first day of the new process")
      ->required()
      ->type_name("DAY");
  it.add_option("--cause", options->cause, "What changed")->required()->type_name("TEXT");
  it.add_option("--approved-by", options->approved_by,
                "Who agreed that it is a new process: a name and a role")
      ->required()
      ->type_name("TEXT");
  it.add_option("--indicator", options->indicator, "This one alone; every indicator if not given")
      ->type_name("ID");
  builder.Does(it,
               [options](const Session& session) { return RecordStepChange(*options, session); });
}

void AddWithdrawStepChange(CommandBuilder& builder) {
  const auto options = std::make_shared<WithdrawStepChangeOptions>();
  CLI::App& it = builder.Add("withdraw-step-change", "Take a step change back",
                             "trustwatch withdraw-step-change 3 --reason 'the house never opened'");
  it.add_option("STEP_CHANGE_ID", options->step_change_id, "From trustwatch step-changes")
      ->required()
      ->check(Positive())
      ->type_name("");
  it.add_option("--reason", options->reason, "Why, for those who will wonder")
      ->required()
      ->type_name("TEXT");
  builder.Does(it,
               [options](const Session& session) { return WithdrawStepChange(*options, session); });
}

}  // namespace

void AddJudgementCommands(CommandBuilder& builder) {
  AddChart(builder);
  AddVerdicts(builder);
  AddCompareOrganisations(builder);
  AddStepChanges(builder);
  AddRecordStepChange(builder);
  AddWithdrawStepChange(builder);
}

}  // namespace trustwatch::cli
