#ifndef TRUSTWATCH_COLLECTORS_CLI_COMPLETION_H_
#define TRUSTWATCH_COLLECTORS_CLI_COMPLETION_H_

#include <string>
#include <string_view>

#include "collectors/cli/description.h"

namespace trustwatch::cli {

// A script that completes the command's words in `shell`: bash, zsh or fish. Empty for any other.
std::string CompletionScript(const ProgramDescription& program, std::string_view shell);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_COMPLETION_H_
