#include "collectors/cli/command_line.h"

#include <cstddef>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/cli/console.h"
#include "collectors/cli/description.h"
#include "collectors/push/client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_daemon.h"

namespace trustwatch::cli {
namespace {

using ::testing::ContainerEq;
using testing::FakeDaemon;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunCommand;
using ::testing::StartsWith;

std::vector<std::string> Words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

class BadLine : public ::testing::TestWithParam<const char*> {};
TEST_P(BadLine, IsUsageWithAWayToHelp) {
  FakeDaemon daemon;
  const Outcome outcome = RunCommand(Words(GetParam()), daemon);
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("--help"));
  EXPECT_THAT(outcome.err, StartsWith("trustwatch: "));
  EXPECT_EQ(outcome.out, "");
}
INSTANTIATE_TEST_SUITE_P(Lines, BadLine,
                         ::testing::Values("", "frobnicate", "submit",
                                           "submit a.csv --status settled", "submit a.csv --frob",
                                           "status 0", "status seven", "status --limit 0",
                                           "compare 1", "load", "load sqlite a.csv", "load mhsds",
                                           "check-catalogue", "completion tcsh",
                                           "--format xml status", "withdraw 1", "indicators a b"));

TEST(CommandLine, AnUnknownCommandIsNamed) {
  FakeDaemon daemon;
  EXPECT_EQ(RunCommand({"frob"}, daemon).err,
            "trustwatch: there is no command \"frob\"; trustwatch --help says how it is used\n");
  EXPECT_THAT(RunCommand({"submit"}, daemon).err, HasSubstr("trustwatch submit --help"));
}

TEST(CommandLine, SaysItsVersion) {
  FakeDaemon daemon;
  const Outcome outcome = RunCommand({"--version"}, daemon);
  EXPECT_EQ(outcome.code, ExitCode::kDone);
  EXPECT_THAT(outcome.out, StartsWith("trustwatch "));
}

TEST(CommandLine, EveryCommandHasHelpWithAnExample) {
  FakeDaemon daemon;
  for (const CommandDescription& command : DescribeCommandLine().commands) {
    const Outcome outcome = RunCommand(Words(command.name + " --help"), daemon);
    EXPECT_EQ(outcome.code, ExitCode::kDone);
    EXPECT_THAT(outcome.out, HasSubstr("Example:\n"));
    EXPECT_THAT(outcome.out, HasSubstr(command.help));
  }
}

TEST(CommandLine, HelpDocumentsEveryExitCode) {
  FakeDaemon daemon;
  const std::string help = RunCommand({"--help"}, daemon).out;
  for (const ExitCodeMeaning& it : kExitCodes) {
    EXPECT_THAT(help, HasSubstr(std::to_string(static_cast<int>(it.code)) + "  " +
                                std::string(it.meaning)));
  }
}

TEST(CommandLine, AServerThatIsRefusedIsUsage) {
  std::ostringstream out;
  const Console console{.out = out, .err = out};
  std::string asked;
  const Toolbox toolbox{
      .console = console,
      .connect =
          [&asked](std::string_view server) -> absl::StatusOr<std::unique_ptr<push::Client>> {
        asked = server;
        return absl::InvalidArgumentError("not on this machine");
      },
      .new_request_id = [] { return "id"; }};
  EXPECT_EQ(RunCommandLine({"status", "--server", "10.0.0.1:9190"}, toolbox), ExitCode::kUsage);
  EXPECT_EQ(asked, "10.0.0.1:9190");
  EXPECT_EQ(out.str(), "trustwatch: not on this machine\n");
}

// Commands (and the empty name for the program) with their options.
using OptionsByCommand = std::map<std::string, std::set<std::string>>;

OptionsByCommand InHelp() {
  const ProgramDescription program = DescribeCommandLine();
  OptionsByCommand options;
  for (const OptionDescription& option : program.options) options[""].insert(option.name);
  for (const CommandDescription& command : program.commands) {
    options[command.name];
    for (const OptionDescription& option : command.options) {
      if (option.name != "help") options[command.name].insert(option.name);
    }
  }
  return options;
}

// The manual page's ".SS command" and the "\-\-option" that begins a ".B" or ".BI" after ".TP".
OptionsByCommand InManualPage(const std::string& path) {
  OptionsByCommand options;
  std::ifstream stream(path);
  std::string command;
  bool after_tp = false;
  for (std::string line; std::getline(stream, line);) {
    for (std::size_t at = 0; (at = line.find("\\-", at)) != std::string::npos;) line.erase(at, 1);
    if (line.starts_with(".SS ")) {
      command = line.substr(4, line.find_first_of("\\[", 4) - 4);
      while (command.ends_with(' ')) command.pop_back();
      options[command];
    }
    if (line.starts_with(".SH ")) command.clear();
    const std::size_t dashes = line.find("--");
    if (after_tp && line.starts_with(".B") && dashes != std::string::npos) {
      const std::size_t end = line.find_first_of(" \"", dashes);
      options[command].insert(line.substr(dashes + 2, end - dashes - 2));
    }
    after_tp = line == ".TP";
  }
  return options;
}

TEST(ManualPage, HasEveryCommandAndOptionOfHelpAndNoOther) {
  EXPECT_THAT(InManualPage(std::string(TRUSTWATCH_SOURCE_DIR) + "/deploy/man/trustwatch.1"),
              ContainerEq(InHelp()));
}

TEST(ManualPage, DocumentsEveryExitCode) {
  std::ifstream stream(std::string(TRUSTWATCH_SOURCE_DIR) + "/deploy/man/trustwatch.1");
  std::stringstream page;
  page << stream.rdbuf();
  for (const ExitCodeMeaning& it : kExitCodes) {
    EXPECT_THAT(page.str(), HasSubstr(".B " + std::to_string(static_cast<int>(it.code)) + "\n" +
                                      std::string(it.meaning) + "\n"));
  }
}

}  // namespace
}  // namespace trustwatch::cli
