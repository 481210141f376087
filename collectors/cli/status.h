#ifndef TRUSTWATCH_COLLECTORS_CLI_STATUS_H_
#define TRUSTWATCH_COLLECTORS_CLI_STATUS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct StatusOptions {
  std::optional<std::int64_t> submission_id;  // that one submission, whole
  std::string organisation;                   // its submissions only
  int limit = 20;                             // submissions listed
};

// Whether the daemon serves, what is owed, and the newest submissions; or one submission with its
// findings and observations. Without an organisation the newest submissions of each organisation of
// the register are asked for, one call each.
ExitCode ShowStatus(const StatusOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_STATUS_H_
