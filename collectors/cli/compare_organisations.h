#ifndef TRUSTWATCH_COLLECTORS_CLI_COMPARE_ORGANISATIONS_H_
#define TRUSTWATCH_COLLECTORS_CLI_COMPARE_ORGANISATIONS_H_

#include <string>
#include <vector>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct CompareOrganisationsOptions {
  std::string indicator;
  std::string breakdown;
  std::string span;
  std::string period;  // 2026-04, the one that ends in that month, or 2026-02-01..2026-04-30
  std::vector<std::string> kinds;
  std::vector<std::string> regions;
  std::string as_of;  // 2026-03-31 or an instant
};

// The organisations beside each other for one indicator and period, the lowest figure first: what
// chance explains, and which places it leaves open.
ExitCode CompareOrganisations(const CompareOrganisationsOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_COMPARE_ORGANISATIONS_H_
