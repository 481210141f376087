#ifndef TRUSTWATCH_COLLECTORS_CLI_COMPARE_H_
#define TRUSTWATCH_COLLECTORS_CLI_COMPARE_H_

#include <cstdint>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct CompareOptions {
  std::int64_t before = 0;
  std::int64_t after = 0;
  bool all = false;  // values that are the same, too
};

// Two submissions of one organisation, value by value. That they differ is an answer, no failure.
ExitCode Compare(const CompareOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_COMPARE_H_
