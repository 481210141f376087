#ifndef TRUSTWATCH_DAEMON_APP_SIGNALS_H_
#define TRUSTWATCH_DAEMON_APP_SIGNALS_H_

#include <csignal>
#include <cstdint>
#include <optional>

#include "absl/time/time.h"

namespace trustwatch::app {

// What an operator asks of a running daemon.
enum class Request : std::uint8_t { kReload, kStop };

// The process' signals as answers to a question instead of interruptions. Make it before any thread
// is started, because threads inherit what is blocked; there is one in a process. Not thread-safe.
class Signals {
 public:
  // From now on SIGHUP, SIGINT and SIGTERM wait to be asked for, and SIGPIPE is ignored: a peer
  // that hung up is an error of a write.
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // SIGHUP is kReload, SIGINT and SIGTERM are kStop; absent if none came within `limit`.
  std::optional<Request> Wait(absl::Duration limit);

  // From now on SIGINT and SIGTERM end the process at once, as they do a program that knows
  // nothing of them. Nothing acknowledged is lost by that.
  void LetNextStopKill();

 private:
  sigset_t asked_for_;
};

}  // namespace trustwatch::app

#endif  // TRUSTWATCH_DAEMON_APP_SIGNALS_H_
