#ifndef TRUSTWATCH_COLLECTORS_CLI_SUBMIT_H_
#define TRUSTWATCH_COLLECTORS_CLI_SUBMIT_H_

#include <string>
#include <vector>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct SubmitOptions {
  std::vector<std::string> files;
  std::string organisation;  // of rows that name none
  std::string period;        // of rows that name none; 2026-04
  std::string status;        // of rows that name none; provisional if empty
  std::string request_id;    // empty: a new one for each submission
  std::string explanation;   // of rows that carry none; the daemon keeps it where it asks for one
  bool dry_run = false;
  bool accept_valid_rows = false;
  bool all = false;  // every figure that says something, not only the first
};

// Reads returns and sends them, one submission for each file, organisation and status. Nothing is
// sent unless every cell of every file can be read. Prints what the daemon found, each with file,
// row, column and value, the receipts, and how the figures look among those of their series.
// A daemon that cannot be reached ends it; a refused submission does not keep the next from being
// sent. kRefused if any row was refused, with --accept-valid-rows too.
ExitCode Submit(const SubmitOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_SUBMIT_H_
