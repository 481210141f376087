#ifndef TRUSTWATCH_COLLECTORS_CLI_OWED_H_
#define TRUSTWATCH_COLLECTORS_CLI_OWED_H_

#include <string>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct OwedOptions {
  std::string organisation;  // empty: every one
  std::string month;         // 2026-04; empty: the last complete one
  bool all = false;          // what has come, too
};

// What is owed for a month, when it is due, and what of it is overdue. That something is overdue is
// an answer, no failure.
ExitCode ShowOwed(const OwedOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_OWED_H_
