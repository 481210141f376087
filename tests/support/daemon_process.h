#ifndef TRUSTWATCH_TESTS_SUPPORT_DAEMON_PROCESS_H_
#define TRUSTWATCH_TESTS_SUPPORT_DAEMON_PROCESS_H_

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace trustwatch::testing {

// A real trustwatchd in a process of its own, on loopback ports that the system chose. Killed at
// the end of its life if it still runs. Not thread-safe.
class DaemonProcess {
 public:
  struct Options {
    std::filesystem::path binary;
    std::filesystem::path database;
    std::filesystem::path catalogue;
    std::filesystem::path log;  // its standard error is appended here
    std::vector<std::string> more_arguments;
    absl::Duration start_limit = absl::Seconds(60);
  };

  // Starts it and waits until it says that it listens. kInternal, with the end of its log, if it
  // does not.
  static absl::StatusOr<std::unique_ptr<DaemonProcess>> Start(const Options& options);
  ~DaemonProcess();
  DaemonProcess(const DaemonProcess&) = delete;
  DaemonProcess& operator=(const DaemonProcess&) = delete;

  const std::string& grpc_address() const { return grpc_address_; }  // 127.0.0.1:40123
  const std::string& http_address() const { return http_address_; }
  pid_t pid() const { return pid_; }

  void Kill();                                          // SIGKILL, and waits for the end
  void Signal(int signal) const;                        // sends it, and goes on
  absl::StatusOr<int> Wait(absl::Duration limit);       // the exit code; 128 + n for signal n
  absl::StatusOr<int> Terminate(absl::Duration limit);  // SIGTERM, then Wait

 private:
  DaemonProcess() = default;
  pid_t pid_ = -1;
  std::string grpc_address_;
  std::string http_address_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_SUPPORT_DAEMON_PROCESS_H_
