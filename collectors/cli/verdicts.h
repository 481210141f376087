#ifndef TRUSTWATCH_COLLECTORS_CLI_VERDICTS_H_
#define TRUSTWATCH_COLLECTORS_CLI_VERDICTS_H_

#include <string>
#include <vector>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

// The words of --only and --target, in the order of the API's values.
const std::vector<std::string>& VariationWords();
const std::vector<std::string>& AssuranceWords();

// Which verdicts; an empty list means all.
struct VerdictsOptions {
  std::vector<std::string> organisations;
  std::vector<std::string> regions;
  std::vector<std::string> indicators;
  std::vector<std::string> only;     // of VariationWords
  std::vector<std::string> targets;  // of AssuranceWords
  bool whole = false;                // no breakdowns
  std::string as_of;                 // 2026-03-31 or an instant
};

// What the latest figure of every series that fits says: a line each for people, everything for
// programs, as it arrives.
ExitCode ShowVerdicts(const VerdictsOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_VERDICTS_H_
