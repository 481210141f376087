#ifndef TRUSTWATCH_COLLECTORS_CLI_DESCRIPTION_H_
#define TRUSTWATCH_COLLECTORS_CLI_DESCRIPTION_H_

#include <string>
#include <vector>

// What can be typed, as plain data: shell completion is made from it, and the manual page is
// checked against it.
namespace trustwatch::cli {

struct OptionDescription {
  std::string name;  // without the dashes: dry-run
  std::string help;
  bool takes_value = false;
  std::vector<std::string> choices;  // all values that it takes; empty: others too
};

struct CommandDescription {
  std::string name;  // "submit", "load mhsds"
  std::string help;
  std::vector<OptionDescription> options;
  std::vector<std::string> choices;  // of its first argument; empty: a file or free text
};

struct ProgramDescription {
  std::vector<OptionDescription> options;    // before or after any command
  std::vector<CommandDescription> commands;  // in the order of --help
};

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_DESCRIPTION_H_
