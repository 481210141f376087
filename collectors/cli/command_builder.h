#ifndef TRUSTWATCH_COLLECTORS_CLI_COMMAND_BUILDER_H_
#define TRUSTWATCH_COLLECTORS_CLI_COMMAND_BUILDER_H_

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <functional>
#include <string>
#include <vector>

#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

// What a command does with a daemon, or without one.
using Online = std::function<ExitCode(const Session&)>;
using Offline = std::function<ExitCode(const Console&, Format)>;

// What the command line asks for: one of the two, once it was understood.
struct Asked {
  Online online;
  Offline offline;
};

// One of these words; --help names them already.
CLI::Validator OneOf(const std::vector<std::string>& words);
// 1 and up.
CLI::Validator Positive();

// Adds commands to a parser. A command's options are shared between the parser, which fills them,
// and what the command does, which reads them: functions of the parser are copied.
// Borrows both, which must outlive it and the parser's commands.
class CommandBuilder {
 public:
  CommandBuilder(CLI::App& app, Asked& asked) : app_(app), asked_(asked) {}

  CLI::App& Add(const std::string& name, const std::string& help, const std::string& example);
  CLI::App& AddBelow(CLI::App& parent, const std::string& name, const std::string& help,
                     const std::string& example);

  void Does(CLI::App& command, Online online);
  void DoesOffline(CLI::App& command, Offline offline);

 private:
  CLI::App& app_;
  Asked& asked_;
};

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_COMMAND_BUILDER_H_
