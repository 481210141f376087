#ifndef TRUSTWATCH_COLLECTORS_CLI_LOAD_H_
#define TRUSTWATCH_COLLECTORS_CLI_LOAD_H_

#include <string>
#include <vector>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct LoadOptions {
  std::string file;
  std::vector<std::string> organisations;  // empty: every one of the register
  bool dry_run = false;
  std::string explanation;  // of every row; "as published in FILE" if empty
  std::string report_file;  // the closing report as JSON; empty: none
};

// Reads a published MHSDS file and submits, organisation by organisation and status by status, the
// figures that change something. The closing report accounts for every row of the file. Loading a
// file twice changes nothing the second time.
// Refused rows are part of the report and no failure: published files have some. kUnreadable if the
// file cannot be read as MHSDS, kUnreachable if the daemon stops answering (loading again goes on
// where it stopped), kInternal if the report does not add up.
// Memory: the rows in scope.
ExitCode LoadMhsds(const LoadOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_LOAD_H_
