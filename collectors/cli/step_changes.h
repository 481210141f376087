#ifndef TRUSTWATCH_COLLECTORS_CLI_STEP_CHANGES_H_
#define TRUSTWATCH_COLLECTORS_CLI_STEP_CHANGES_H_

#include <cstdint>
#include <string>

#include "collectors/cli/exit_code.h"
#include "collectors/cli/session.h"

namespace trustwatch::cli {

struct StepChangesOptions {
  std::string organisation;  // empty: of all
  std::string indicator;     // empty: of all
  bool proposals = false;    // what the register proposes, too
  bool withdrawn = false;    // those that were taken back, too
};
ExitCode ListStepChanges(const StepChangesOptions& options, const Session& session);

struct RecordStepChangeOptions {
  std::string organisation;
  std::string indicator;  // empty: every indicator of the organisation
  std::string first_day;  // 2026-04-01
  std::string cause;
  std::string approved_by;
};
// Says that a process changed: from that day on its series have a mean and limits of their own.
ExitCode RecordStepChange(const RecordStepChangeOptions& options, const Session& session);

struct WithdrawStepChangeOptions {
  std::int64_t step_change_id = 0;
  std::string reason;
};
ExitCode WithdrawStepChange(const WithdrawStepChangeOptions& options, const Session& session);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_STEP_CHANGES_H_
