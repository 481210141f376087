#include "collectors/cli/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/command_builder.h"
#include "collectors/cli/commands.h"
#include "collectors/cli/completion.h"
#include "collectors/cli/console.h"
#include "collectors/cli/description.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"
#include "collectors/cli/verdicts.h"
#include "collectors/push/client.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

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
    AddSubmissionCommands(builder_);
    AddSeriesCommands(builder_);
    AddJudgementCommands(builder_);
    AddBacktestCommands(builder_);
    AddDefinitionCommands(builder_);
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
    if (asked_.offline) return asked_.offline(toolbox.console, format());
    absl::StatusOr<std::unique_ptr<push::Client>> client = toolbox.connect(server_);
    if (!client.ok()) {
      toolbox.console.Complain(client.status());
      return ExitCode::kUsage;
    }
    return asked_.online(Session{.console = toolbox.console,
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

  void AddCompletion() {
    CLI::App& it = builder_.Add("completion", "Print a script that completes words in your shell",
                                "source <(trustwatch completion bash)");
    it.add_option("SHELL", shell_, "bash, zsh or fish")
        ->required()
        ->check(OneOf({"bash", "zsh", "fish"}))
        ->type_name("bash|zsh|fish");
    builder_.DoesOffline(it, [this](const Console& console, Format) {
      console.out << CompletionScript(DescribeCommandLine(), shell_);
      return ExitCode::kDone;
    });
  }

  CLI::App app_;
  std::string server_ = "127.0.0.1:9190";
  std::string format_ = "table";
  std::string shell_;
  Asked asked_;
  CommandBuilder builder_{app_, asked_};
};

// Options whose values are known, as AddSubmit and the others declare them.
const std::map<std::string, std::vector<std::string>>& Choices() {
  static const std::map<std::string, std::vector<std::string>> kChoices = {
      {"format", {"table", "json", "csv"}}, {"status", {"provisional", "refreshed", "final"}},
      {"only", VariationWords()},           {"target", AssuranceWords()},
      {"every", {"month", "week", "day"}},  {"SHELL", {"bash", "zsh", "fish"}}};
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
