#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <memory>

#include "collectors/cli/command_builder.h"
#include "collectors/cli/commands.h"
#include "collectors/cli/compare.h"
#include "collectors/cli/load.h"
#include "collectors/cli/session.h"
#include "collectors/cli/status.h"
#include "collectors/cli/submit.h"
#include "collectors/cli/withdraw.h"

namespace trustwatch::cli {
namespace {

void AddSubmit(CommandBuilder& builder) {
  const auto options = std::make_shared<SubmitOptions>();
  CLI::App& it = builder.Add(
      "submit", "Send returns (CSV files); prints what is wrong with them, and receipts",
      "trustwatch submit --dry-run --org RX4 --period 2026-04 april.csv");
  it.add_option("FILE", options->files, "Returns, plain or gzip")->required()->type_name("");
  it.add_option("--org", options->organisation, "ODS code for rows that name none")
      ->type_name("CODE");
  it.add_option("--period", options->period,
                "Period for rows that name none: 2026-04, or 2026-02-01..2026-04-30")
      ->type_name("PERIOD");
  it.add_option("--status", options->status,
                "For rows that name none: provisional (if not given), refreshed or final")
      ->check(OneOf({"provisional", "refreshed", "final"}))
      ->type_name("STATUS");
  it.add_option("--request-id", options->request_id,
                "Your own id for it; the same id again is recorded once")
      ->type_name("ID");
  it.add_flag("--dry-run", options->dry_run, "Say what would happen, and store nothing");
  it.add_option("--explain", options->explanation,
                "Why unusual figures are right, for rows that do not say so themselves")
      ->type_name("TEXT");
  it.add_flag("--all", options->all, "Every figure that says something, not only the first 20");
  it.add_flag("--accept-valid-rows", options->accept_valid_rows,
              "Record the good rows even if others are bad");
  builder.Does(it, [options](const Session& session) { return Submit(*options, session); });
}

void AddStatus(CommandBuilder& builder) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App& it = builder.Add(
      "status", "Say whether the daemon is well and what came in; or show one submission",
      "trustwatch status --org RX4");
  it.add_option("SUBMISSION_ID", options->submission_id, "Show this one, with all it said")
      ->check(Positive())
      ->type_name("");
  it.add_option("--org", options->organisation, "Submissions of this ODS code only")
      ->type_name("CODE");
  it.add_option("--limit", options->limit, "How many of the newest submissions")
      ->check(CLI::Range(1, 1000).description(""))
      ->type_name("N")
      ->capture_default_str();
  builder.Does(it, [options](const Session& session) { return ShowStatus(*options, session); });
}

void AddCompare(CommandBuilder& builder) {
  const auto options = std::make_shared<CompareOptions>();
  CLI::App& it =
      builder.Add("compare", "Compare two submissions value by value", "trustwatch compare 17 23");
  it.add_option("BEFORE", options->before, "Id of the older submission")
      ->required()
      ->check(Positive())
      ->type_name("");
  it.add_option("AFTER", options->after, "Id of the newer submission")
      ->required()
      ->check(Positive())
      ->type_name("");
  it.add_flag("--all", options->all, "Values that are the same, too");
  builder.Does(it, [options](const Session& session) { return Compare(*options, session); });
}

void AddWithdraw(CommandBuilder& builder) {
  const auto options = std::make_shared<WithdrawOptions>();
  CLI::App& it = builder.Add("withdraw", "Take a submission back; what it replaced counts again",
                             "trustwatch withdraw 23 --reason 'figures of the wrong month'");
  it.add_option("SUBMISSION_ID", options->submission_id, "From the receipt")
      ->required()
      ->check(Positive())
      ->type_name("");
  it.add_option("--reason", options->reason, "Why, for those who will wonder")
      ->required()
      ->type_name("TEXT");
  builder.Does(it, [options](const Session& session) { return Withdraw(*options, session); });
}

void AddLoad(CommandBuilder& builder) {
  const auto options = std::make_shared<LoadOptions>();
  CLI::App& load = builder.Add("load", "Load a published national file",
                               "trustwatch load mhsds --dry-run MHSDS_Data_AprPrf_2026.csv");
  load.require_subcommand(1);
  CLI::App& it =
      builder.AddBelow(load, "mhsds", "Load a file of the Mental Health Services Data Set",
                       "trustwatch load mhsds MHSDS_Data_AprPrf_2026.csv --report report.json");
  it.add_option("FILE", options->file, "CSV as published, plain or gzip")
      ->required()
      ->type_name("");
  it.add_option("--org", options->organisations, "Only these ODS codes")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("CODES");
  it.add_flag("--dry-run", options->dry_run, "Say what would happen, and store nothing");
  it.add_option("--explanation", options->explanation,
                "Why unusual figures are right; \"as published in FILE\" if not given")
      ->type_name("TEXT");
  it.add_option("--report", options->report_file, "Write the closing report here, as JSON")
      ->type_name("FILE");
  builder.Does(it, [options](const Session& session) { return LoadMhsds(*options, session); });
}

}  // namespace

void AddSubmissionCommands(CommandBuilder& builder) {
  AddSubmit(builder);
  AddStatus(builder);
  AddCompare(builder);
  AddWithdraw(builder);
  AddLoad(builder);
}

}  // namespace trustwatch::cli
