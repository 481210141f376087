#ifndef TRUSTWATCH_COLLECTORS_CLI_DEFINITIONS_H_
#define TRUSTWATCH_COLLECTORS_CLI_DEFINITIONS_H_

#include <string>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

// The commands that show what is in force: indicators, organisations, returns; and the one that has
// the files read again.
namespace trustwatch::cli {

// Every indicator, or all that is said of `id` if it is not empty. kRefused if there is none of
// that id.
ExitCode ShowIndicators(const std::string& id, const Session& session);
ExitCode ShowOrganisations(const Session& session);
ExitCode ShowReturns(const Session& session);

// kRefused if the files are faulty; the daemon then keeps what it had.
ExitCode Reload(const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_DEFINITIONS_H_
