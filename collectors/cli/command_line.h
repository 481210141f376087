#ifndef TRUSTWATCH_COLLECTORS_CLI_COMMAND_LINE_H_
#define TRUSTWATCH_COLLECTORS_CLI_COMMAND_LINE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/cli/console.h"
#include "collectors/cli/description.h"
#include "collectors/cli/exit_code.h"
#include "collectors/push/client.h"

namespace trustwatch::cli {

// What commands need from outside: parameters, so that tests decide.
struct Toolbox {
  const Console& console;
  std::function<absl::StatusOr<std::unique_ptr<push::Client>>(std::string_view server)> connect;
  std::function<std::string()> new_request_id;
};

// Reads the command line (without the program's name) and does what it says. --help and --version
// are kDone; what cannot be understood is kUsage, with the reason on `err`.
// TRUSTWATCH_SERVER of the environment stands in for --server.
ExitCode RunCommandLine(const std::vector<std::string>& arguments, const Toolbox& toolbox);

// Every command with its options, as --help shows them.
ProgramDescription DescribeCommandLine();

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_COMMAND_LINE_H_
