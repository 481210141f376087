#include "tests/support/daemon_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::testing {
namespace {

std::string EndOf(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  const std::string all = text.str();
  return all.size() > 2000 ? all.substr(all.size() - 2000) : all;
}

// What stands behind `key` in "listening grpc=127.0.0.1:9190 http=127.0.0.1:9191".
std::string FieldOf(std::string_view line, std::string_view key) {
  const std::size_t start = line.find(key);
  if (start == std::string_view::npos) return "";
  const std::string_view rest = line.substr(start + key.size());
  return std::string(rest.substr(0, rest.find_first_of(" \n")));
}

// Reads the first line, or what came until the end or the deadline.
std::string FirstLine(int fd, absl::Time deadline) {
  std::string line;
  while (line.find('\n') == std::string::npos) {
    const auto left = absl::ToInt64Milliseconds(deadline - absl::Now());
    pollfd ready{.fd = fd, .events = POLLIN, .revents = 0};
    if (left <= 0 || poll(&ready, 1, static_cast<int>(left)) <= 0) return line;
    std::array<char, 512> buffer{};
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count <= 0) return line;
    line.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return line;
}

// The process id, or an error.
absl::StatusOr<pid_t> Spawn(const std::vector<std::string>& words, int standard_output,
                            const std::filesystem::path& log) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, standard_output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0644);
  pid_t pid = -1;
  const int failure =
      posix_spawn(&pid, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    return absl::InternalError(
        fmt::format("cannot start {}: {}", words[0], std::strerror(failure)));
  }
  return pid;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DaemonProcess>> DaemonProcess::Start(const Options& options) {
  std::vector<std::string> words = {options.binary.string(), "--listen",    "127.0.0.1:0",
                                    "--http-listen",         "127.0.0.1:0", "--database",
                                    options.database,        "--catalogue", options.catalogue};
  words.insert(words.end(), options.more_arguments.begin(), options.more_arguments.end());
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return absl::InternalError("no pipe");
  auto pid = Spawn(words, pipe_ends[1], options.log);
  close(pipe_ends[1]);
  if (!pid.ok()) {
    close(pipe_ends[0]);
    return pid.status();
  }
  std::unique_ptr<DaemonProcess> daemon(new DaemonProcess);
  daemon->pid_ = *pid;
  const std::string line = FirstLine(pipe_ends[0], absl::Now() + options.start_limit);
  close(pipe_ends[0]);
  daemon->grpc_address_ = FieldOf(line, "grpc=");
  daemon->http_address_ = FieldOf(line, "http=");
  if (daemon->grpc_address_.empty()) {
    return absl::InternalError(fmt::format("the daemon did not start; it said \"{}\"; its log:\n{}",
                                           line, EndOf(options.log)));
  }
  return daemon;
}

DaemonProcess::~DaemonProcess() { Kill(); }

void DaemonProcess::Signal(int signal) const {
  if (pid_ > 0) kill(pid_, signal);
}

void DaemonProcess::Kill() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

absl::StatusOr<int> DaemonProcess::Wait(absl::Duration limit) {
  // A descriptor of the process becomes readable when it ends, so nothing polls a clock.
  const int fd = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  pollfd ended{.fd = fd, .events = POLLIN, .revents = 0};
  const int count = poll(&ended, 1, static_cast<int>(absl::ToInt64Milliseconds(limit)));
  close(fd);
  if (count != 1) return absl::DeadlineExceededError("the daemon still runs");
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

absl::StatusOr<int> DaemonProcess::Terminate(absl::Duration limit) {
  Signal(SIGTERM);
  return Wait(limit);
}

}  // namespace trustwatch::testing
