#include "collectors/cli/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/check_catalogue.h"
#include "collectors/cli/compare.h"
#include "collectors/cli/completion.h"
#include "collectors/cli/console.h"
#include "collectors/cli/definitions.h"
#include "collectors/cli/description.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/load.h"
#include "collectors/cli/owed.h"
#include "collectors/cli/series.h"
#include "collectors/cli/session.h"
#include "collectors/cli/status.h"
#include "collectors/cli/submit.h"
#include "collectors/cli/withdraw.h"
#include "collectors/push/client.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

// One of these words; --help names them already.
CLI::Validator OneOf(const std::vector<std::string>& words) {
  return CLI::IsMember(words).description("");
}

using Online = std::function<ExitCode(const Session&)>;

// The parser, and where it puts what it reads.
class CommandLine {
 public:
  CommandLine()
      : app_("Sends, reads and corrects the improvement figures of a trustwatch daemon.") {
    app_.name("trustwatch");
    app_.set_version_flag("--version", "trustwatch " TRUSTWATCH_VERSION,
                          "Say the version and stop");
    app_.set_help_flag("--help,-h", "Say how it is used and stop");
    app_.require_subcommand(1);
    app_.get_formatter()->column_width(34);
    app_.add_option("--server", server_, "Where the daemon listens")
        ->envname("TRUSTWATCH_SERVER")
        ->capture_default_str()
        ->type_name("HOST:PORT");
    app_.add_option("--format", format_, "table for people, json or csv for programs")
        ->check(OneOf({"table", "json", "csv"}))
        ->capture_default_str()
        ->type_name("table|json|csv");
    app_.footer(ExitCodesText());
    AddSubmit();
    AddStatus();
    AddSeries();
    AddCompare();
    AddWithdraw();
    AddOwed();
    AddDefinitions();
    AddCheckCatalogue();
    AddLoad();
    AddCompletion();
  }

  ExitCode Run(const std::vector<std::string>& arguments, const Toolbox& toolbox) {
    try {
      app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::ParseError& error) {
      // The parser's own way of saying --help too; nothing of it goes further than this.
      if (error.get_exit_code() == 0) {
        app_.exit(error, toolbox.console.out, toolbox.console.err);
        return ExitCode::kDone;
      }
      toolbox.console.Complain(UsageText(error));
      return ExitCode::kUsage;
    }
    if (offline_) return offline_(toolbox.console);
    absl::StatusOr<std::unique_ptr<push::Client>> client = toolbox.connect(server_);
    if (!client.ok()) {
      toolbox.console.Complain(client.status());
      return ExitCode::kUsage;
    }
    return online_(Session{.console = toolbox.console,
                           .format = format(),
                           .client = **client,
                           .new_request_id = toolbox.new_request_id});
  }

  const CLI::App& app() const { return app_; }

 private:
  static std::string ExitCodesText() {
    std::string text = "Exit codes:\n";
    for (const ExitCodeMeaning& it : kExitCodes) {
      text += fmt::format("  {}  {}\n", static_cast<int>(it.code), it.meaning);
    }
    return text + "\nEach command has its own help: trustwatch submit --help\n";
  }

  // What is wrong, where, and where help is.
  std::string UsageText(const CLI::ParseError& error) const {
    std::string command = "trustwatch";
    const CLI::App* at = &app_;
    while (!at->get_subcommands().empty()) {
      at = at->get_subcommands().front();
      command += " " + at->get_name();
    }
    const std::vector<std::string> unread = at->remaining();
    std::string what = error.what();
    if (error.get_name() == "RequiredError" && !at->get_subcommands({}).empty()) {
      what = unread.empty() ? "a command is missing"
                            : fmt::format("there is no command \"{}\"", unread.front());
    }
    return fmt::format("{}; {} --help says how it is used", what, command);
  }

  Format format() const {
    return format_ == "json" ? Format::kJson : format_ == "csv" ? Format::kCsv : Format::kTable;
  }

  CLI::App& Add(CLI::App& parent, const std::string& name, const std::string& help,
                const std::string& example) {
    CLI::App& command = *parent.add_subcommand(name, help);
    command.fallthrough();  // --format and --server may stand after the command, too
    command.footer("Example:\n  " + example + "\n");
    return command;
  }

  void Does(CLI::App& command, Online online) {
    command.callback([this, online = std::move(online)] { online_ = online; });
  }

  void AddSubmit() {
    CLI::App& it = Add(app_, "submit",
                       "Send returns (CSV files); prints what is wrong with them, and receipts",
                       "trustwatch submit --dry-run --org RX4 --period 2026-04 april.csv");
    it.add_option("FILE", submit_.files, "Returns, plain or gzip")->required()->type_name("");
    it.add_option("--org", submit_.organisation, "ODS code for rows that name none")
        ->type_name("CODE");
    it.add_option("--period", submit_.period,
                  "Period for rows that name none: 2026-04, or 2026-02-01..2026-04-30")
        ->type_name("PERIOD");
    it.add_option("--status", submit_.status,
                  "For rows that name none: provisional (if not given), refreshed or final")
        ->check(OneOf({"provisional", "refreshed", "final"}))
        ->type_name("STATUS");
    it.add_option("--request-id", submit_.request_id,
                  "Your own id for it; the same id again is recorded once")
        ->type_name("ID");
    it.add_flag("--dry-run", submit_.dry_run, "Say what would happen, and store nothing");
    it.add_flag("--accept-valid-rows", submit_.accept_valid_rows,
                "Record the good rows even if others are bad");
    Does(it, [this](const Session& session) { return Submit(submit_, session); });
  }

  void AddStatus() {
    CLI::App& it = Add(app_, "status",
                       "Say whether the daemon is well and what came in; or show one submission",
                       "trustwatch status --org RX4");
    it.add_option("SUBMISSION_ID", status_.submission_id, "Show this one, with all it said")
        ->check(CLI::Validator(CLI::PositiveNumber).description(""))
        ->type_name("");
    it.add_option("--org", status_.organisation, "Submissions of this ODS code only")
        ->type_name("CODE");
    it.add_option("--limit", status_.limit, "How many of the newest submissions")
        ->check(CLI::Range(1, 1000).description(""))
        ->type_name("N")
        ->capture_default_str();
    Does(it, [this](const Session& session) { return ShowStatus(status_, session); });
  }

  void AddSeries() {
    CLI::App& it = Add(app_, "series", "Show the figures of an organisation over time",
                       "trustwatch series RX4 followup_72h --as-of 2026-03-31");
    it.add_option("ORG", series_.organisation, "ODS code")->type_name("");
    it.add_option("INDICATOR", series_.indicator, "Its id; trustwatch indicators lists them")
        ->type_name("");
    it.add_option("--breakdown", series_.breakdown, "A part of the whole, such as ethnicity:white")
        ->type_name("NAME");
    it.add_option("--span", series_.span, "How long a period is: P1M, P3M, P12M")
        ->type_name("SPAN");
    it.add_option("--as-of", series_.as_of,
                  "What was known then: a day (all of it, in London), or 2026-03-31T17:00:00Z")
        ->type_name("WHEN");
    it.add_option("--from", series_.first_day, "Periods that end on this day or later")
        ->type_name("DAY");
    it.add_option("--to", series_.last_day, "Periods that end on this day or earlier")
        ->type_name("DAY");
    it.add_flag("--revisions", series_.revisions,
                "Every revision, replaced and withdrawn ones too");
    it.add_flag("--all", series_.all, "Every series that fits --org and --indicator");
    it.add_option("--org", series_.organisations, "With --all: these ODS codes")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("CODES");
    it.add_option("--indicator", series_.indicators, "With --all: these indicators")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("IDS");
    Does(it, [this](const Session& session) { return ShowSeries(series_, session); });
  }

  void AddCompare() {
    CLI::App& it =
        Add(app_, "compare", "Compare two submissions value by value", "trustwatch compare 17 23");
    it.add_option("BEFORE", compare_.before, "Id of the older submission")
        ->required()
        ->check(CLI::Validator(CLI::PositiveNumber).description(""))
        ->type_name("");
    it.add_option("AFTER", compare_.after, "Id of the newer submission")
        ->required()
        ->check(CLI::Validator(CLI::PositiveNumber).description(""))
        ->type_name("");
    it.add_flag("--all", compare_.all, "Values that are the same, too");
    Does(it, [this](const Session& session) { return Compare(compare_, session); });
  }

  void AddWithdraw() {
    CLI::App& it = Add(app_, "withdraw", "Take a submission back; what it replaced counts again",
                       "trustwatch withdraw 23 --reason 'figures of the wrong month'");
    it.add_option("SUBMISSION_ID", withdraw_.submission_id, "From the receipt")
        ->required()
        ->check(CLI::Validator(CLI::PositiveNumber).description(""))
        ->type_name("");
    it.add_option("--reason", withdraw_.reason, "Why, for those who will wonder")
        ->required()
        ->type_name("TEXT");
    Does(it, [this](const Session& session) { return Withdraw(withdraw_, session); });
  }

  void AddOwed() {
    CLI::App& it = Add(app_, "owed", "Show which figures are still owed, and when they are due",
                       "trustwatch owed RX4 --month 2026-04");
    it.add_option("ORG", owed_.organisation, "ODS code; every organisation if not given")
        ->type_name("");
    it.add_option("--month", owed_.month,
                  "Periods that end in this month: 2026-04; the last complete one if not given")
        ->type_name("MONTH");
    it.add_flag("--all", owed_.all, "What has come, too");
    Does(it, [this](const Session& session) { return ShowOwed(owed_, session); });
  }

  void AddDefinitions() {
    CLI::App& indicators = Add(app_, "indicators", "List what is measured, or show one indicator",
                               "trustwatch indicators followup_72h");
    indicators.add_option("ID", indicator_, "Show all that is said of this one")->type_name("");
    Does(indicators,
         [this](const Session& session) { return ShowIndicators(indicator_, session); });
    Does(Add(app_, "organisations", "List who reports", "trustwatch organisations --format csv"),
         ShowOrganisations);
    Does(Add(app_, "returns", "List which figures are owed together, how often, and by when",
             "trustwatch returns"),
         ShowReturns);
    Does(Add(app_, "reload", "Have the daemon read its catalogue again", "trustwatch reload"),
         Reload);
  }

  void AddCheckCatalogue() {
    CLI::App& it = Add(app_, "check-catalogue",
                       "Check catalogue, register and calendar files; needs no daemon",
                       "trustwatch check-catalogue deploy/catalogue/england");
    it.add_option("DIR", folder_, "The folder that holds catalogue.toml")
        ->required()
        ->type_name("");
    it.callback([this] {
      offline_ = [this](const Console& console) {
        return CheckCatalogue(folder_, format(), console);
      };
    });
  }

  void AddLoad() {
    CLI::App& load = Add(app_, "load", "Load a published national file",
                         "trustwatch load mhsds --dry-run MHSDS_Data_AprPrf_2026.csv");
    load.require_subcommand(1);
    CLI::App& it = Add(load, "mhsds", "Load a file of the Mental Health Services Data Set",
                       "trustwatch load mhsds MHSDS_Data_AprPrf_2026.csv --report report.json");
    it.add_option("FILE", load_.file, "CSV as published, plain or gzip")->required()->type_name("");
    it.add_option("--org", load_.organisations, "Only these ODS codes")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("CODES");
    it.add_flag("--dry-run", load_.dry_run, "Say what would happen, and store nothing");
    it.add_option("--explanation", load_.explanation,
                  "Why unusual figures are right; \"as published in FILE\" if not given")
        ->type_name("TEXT");
    it.add_option("--report", load_.report_file, "Write the closing report here, as JSON")
        ->type_name("FILE");
    Does(it, [this](const Session& session) { return LoadMhsds(load_, session); });
  }

  void AddCompletion() {
    CLI::App& it = Add(app_, "completion", "Print a script that completes words in your shell",
                       "source <(trustwatch completion bash)");
    it.add_option("SHELL", shell_, "bash, zsh or fish")
        ->required()
        ->check(OneOf({"bash", "zsh", "fish"}))
        ->type_name("bash|zsh|fish");
    it.callback([this] {
      offline_ = [this](const Console& console) {
        console.out << CompletionScript(DescribeCommandLine(), shell_);
        return ExitCode::kDone;
      };
    });
  }

  CLI::App app_;
  std::string server_ = "127.0.0.1:9190";
  std::string format_ = "table";
  SubmitOptions submit_;
  StatusOptions status_;
  SeriesOptions series_;
  CompareOptions compare_;
  WithdrawOptions withdraw_;
  OwedOptions owed_;
  LoadOptions load_;
  std::string indicator_;
  std::string folder_;
  std::string shell_;
  Online online_;
  std::function<ExitCode(const Console&)> offline_;
};

// Options whose values are known, as AddSubmit and the others declare them.
const std::map<std::string, std::vector<std::string>>& Choices() {
  static const std::map<std::string, std::vector<std::string>> kChoices = {
      {"format", {"table", "json", "csv"}},
      {"status", {"provisional", "refreshed", "final"}},
      {"SHELL", {"bash", "zsh", "fish"}}};
  return kChoices;
}

std::vector<std::string> ChoicesOf(const std::string& name) {
  const auto found = Choices().find(name);
  return found == Choices().end() ? std::vector<std::string>() : found->second;
}

CommandDescription Describe(const CLI::App& command, const std::string& prefix) {
  CommandDescription description{.name = prefix + command.get_name(),
                                 .help = command.get_description()};
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_lnames().empty()) {
      if (description.choices.empty()) description.choices = ChoicesOf(option->get_name());
      continue;
    }
    const std::string& name = option->get_lnames().front();
    description.options.push_back({.name = name,
                                   .help = option->get_description(),
                                   .takes_value = option->get_items_expected_max() > 0,
                                   .choices = ChoicesOf(name)});
  }
  return description;
}

}  // namespace

ExitCode RunCommandLine(const std::vector<std::string>& arguments, const Toolbox& toolbox) {
  return CommandLine().Run(arguments, toolbox);
}

ProgramDescription DescribeCommandLine() {
  const CommandLine line;
  ProgramDescription program{.options = Describe(line.app(), "").options};
  for (const CLI::App* command : line.app().get_subcommands({})) {
    const auto inner = command->get_subcommands({});
    if (inner.empty()) program.commands.push_back(Describe(*command, ""));
    for (const CLI::App* it : inner) {
      program.commands.push_back(Describe(*it, command->get_name() + " "));
    }
  }
  return program;
}

}  // namespace trustwatch::cli
