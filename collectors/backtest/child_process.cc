#include "collectors/backtest/child_process.h"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "collectors/backtest/interruption.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::backtest {
namespace {

constexpr absl::Duration kStopMax = absl::Seconds(10);
constexpr std::streamoff kOutputShown = 2'000;
constexpr int kSignalBase = 128;

absl::Status CannotStart(const std::string& program, int error) {
  return base::Error{
      .code = absl::StatusCode::kNotFound,
      .reason = "PROGRAM_MISSING",
      .message = fmt::format("{} cannot be started: {}; install it (apt-get install prometheus), "
                             "or name it with --prometheus and --promtool",
                             program, std::strerror(error))}
      .ToStatus();
}

// What the child does between fork and exec: nothing that takes a lock. `report` hears of a
// failure.
[[noreturn]] void BecomeProgram(char* const* words, int output, int report, pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);  // it died before the line above
  sigset_t none{};
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execvp(words[0], words);
  const int error = errno;
  [[maybe_unused]] const ssize_t written = write(report, &error, sizeof(error));
  _exit(1);
}

// The error that the child reports; 0 once it has become the program.
int ReportFrom(int descriptor) {
  int error = 0;
  ssize_t count = 0;
  do {
    count = read(descriptor, &error, sizeof(error));
  } while (count < 0 && errno == EINTR);
  return count == sizeof(error) ? error : 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ChildProcess>> ChildProcess::Start(
    const std::vector<std::string>& words, const std::filesystem::path& output) {
  const int out = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) {
    return base::Error{.code = absl::StatusCode::kFailedPrecondition,
                       .reason = "FILE_UNWRITABLE",
                       .message = fmt::format("{} cannot be written: {}; make room, or name "
                                              "another folder with --keep",
                                              output.string(), std::strerror(errno))}
        .ToStatus();
  }
  std::vector<std::string> copies = words;
  std::vector<char*> pointers;
  for (std::string& word : copies) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int report[2] = {-1, -1};
  const pid_t parent = getpid();
  pid_t id = -1;
  if (pipe2(report, O_CLOEXEC) == 0) {
    id = fork();
    if (id == 0) BecomeProgram(pointers.data(), out, report[1], parent);
  }
  const int fork_error = id < 0 ? errno : 0;
  close(out);
  close(report[1]);
  const int error = id < 0 ? fork_error : ReportFrom(report[0]);
  close(report[0]);
  if (error == 0) return std::unique_ptr<ChildProcess>(new ChildProcess(id));
  if (id > 0) waitpid(id, nullptr, 0);
  return CannotStart(words.front(), error);
}

ChildProcess::~ChildProcess() {
  if (ExitCode()) return;
  kill(id_, SIGTERM);
  const absl::Time deadline = absl::Now() + kStopMax;
  while (!ExitCode() && absl::Now() < deadline) absl::SleepFor(kPoll);
  if (ExitCode()) return;
  kill(id_, SIGKILL);
  waitpid(id_, nullptr, 0);
}

std::optional<int> ChildProcess::ExitCode() {
  int state = 0;
  if (!exit_code_ && waitpid(id_, &state, WNOHANG) == id_) {
    exit_code_ = WIFEXITED(state) ? WEXITSTATUS(state) : kSignalBase + WTERMSIG(state);
  }
  return exit_code_;
}

absl::StatusOr<int> RunProgram(const std::vector<std::string>& words,
                               const std::filesystem::path& output, absl::Duration duration_max,
                               Interruption& interruption) {
  const absl::Time deadline = absl::Now() + duration_max;
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<ChildProcess> child,
                              ChildProcess::Start(words, output));
  while (true) {
    if (const std::optional<int> code = child->ExitCode()) return *code;
    TRUSTWATCH_RETURN_IF_ERROR(interruption.Check());
    if (absl::Now() > deadline) break;
    absl::SleepFor(kPoll);
  }
  return base::Error{.code = absl::StatusCode::kDeadlineExceeded,
                     .reason = "PROGRAM_SLOW",
                     .message = fmt::format("{} has not ended after {}; ask for fewer months, or "
                                            "for fewer rules at once",
                                            words.front(), absl::FormatDuration(duration_max))}
      .ToStatus();
}

std::string EndOfOutput(const std::filesystem::path& output) {
  std::ifstream stream(output, std::ios::binary | std::ios::ate);
  const std::streamoff size = stream.tellg();
  stream.seekg(std::max<std::streamoff>(0, size - kOutputShown));
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace trustwatch::backtest
