#ifndef TRUSTWATCH_COLLECTORS_CLI_CHECK_CATALOGUE_H_
#define TRUSTWATCH_COLLECTORS_CLI_CHECK_CATALOGUE_H_

#include <string>

#include "collectors/cli/console.h"
#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

// Reads a folder of definitions exactly as the daemon does and prints every fault, or what is in
// it. Needs no daemon. kRefused if there is a fault; kUnreadable if `folder` is no folder.
ExitCode CheckCatalogue(const std::string& folder, Format format, const Console& console);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_CHECK_CATALOGUE_H_
