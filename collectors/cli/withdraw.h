#ifndef TRUSTWATCH_COLLECTORS_CLI_WITHDRAW_H_
#define TRUSTWATCH_COLLECTORS_CLI_WITHDRAW_H_

#include <cstdint>
#include <string>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct WithdrawOptions {
  std::int64_t submission_id = 0;
  std::string reason;
};

// Takes a submission back, with a reason.
ExitCode Withdraw(const WithdrawOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_WITHDRAW_H_
