#ifndef TRUSTWATCH_COLLECTORS_CLI_EXIT_CODE_H_
#define TRUSTWATCH_COLLECTORS_CLI_EXIT_CODE_H_

#include <array>
#include <string_view>

#include "absl/status/status.h"

namespace trustwatch::cli {

// What a script learns from the command. Documented in --help and the manual page.
enum class ExitCode : int {
  kDone = 0,
  kRefused = 1,
  kUsage = 2,
  kUnreachable = 3,
  kUnreadable = 4,
  kInternal = 5,
};

struct ExitCodeMeaning {
  ExitCode code;
  std::string_view meaning;
};

inline constexpr std::array<ExitCodeMeaning, 6> kExitCodes = {{
    {ExitCode::kDone, "done"},
    {ExitCode::kRefused, "something was refused, or faults were found"},
    {ExitCode::kUsage, "the command line is wrong"},
    {ExitCode::kUnreachable, "the daemon cannot be reached or is busy: try again later"},
    {ExitCode::kUnreadable, "a file cannot be read or written"},
    {ExitCode::kInternal, "a fault of the command or the daemon: please report it"},
}};

// What an error of a call to the daemon means for a script: who must act. Not for errors of files.
ExitCode ExitCodeOf(const absl::Status& status);

// The worse of two, for a command that goes on after a failure: a fault of ours outranks an
// unreachable daemon, which outranks a refusal.
ExitCode Worse(ExitCode a, ExitCode b);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_EXIT_CODE_H_
