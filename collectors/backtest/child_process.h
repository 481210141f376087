#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_CHILD_PROCESS_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_CHILD_PROCESS_H_

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/backtest/interruption.h"

namespace trustwatch::backtest {

inline constexpr absl::Duration kPoll = absl::Milliseconds(20);  // how often a program is looked at

// A program in a process of its own, in a group of its own so that Ctrl-C does not reach it. It
// ends when this object does, and is killed by the system when the thread that started it dies in
// any way. Not thread-safe.
class ChildProcess {
 public:
  // Starts words[0], found on PATH unless it has a slash, with the other words; what it writes goes
  // to `output`, which is written afresh. kNotFound (PROGRAM_MISSING) if it cannot be started;
  // kFailedPrecondition (FILE_UNWRITABLE).
  static absl::StatusOr<std::unique_ptr<ChildProcess>> Start(const std::vector<std::string>& words,
                                                             const std::filesystem::path& output);
  // Asks it to end, and kills it if it has not within ten seconds.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Its exit code, or 128 and the number of the signal that ended it; absent while it runs.
  std::optional<int> ExitCode();

 private:
  explicit ChildProcess(pid_t id) : id_(id) {}

  const pid_t id_;
  std::optional<int> exit_code_;
};

// Runs a program to its end; its exit code. Errors are those of Start and of Interruption::Check;
// kDeadlineExceeded (PROGRAM_SLOW) after `duration_max`.
absl::StatusOr<int> RunProgram(const std::vector<std::string>& words,
                               const std::filesystem::path& output, absl::Duration duration_max,
                               Interruption& interruption);

// The end of what a program wrote, for people: 2,000 bytes at most, empty if it cannot be read.
std::string EndOfOutput(const std::filesystem::path& output);

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_CHILD_PROCESS_H_
