#include "daemon/app/signals.h"

#include <csignal>
#include <ctime>
#include <optional>

#include "absl/time/time.h"

namespace trustwatch::app {

Signals::Signals() {
  sigemptyset(&asked_for_);
  sigaddset(&asked_for_, SIGHUP);
  sigaddset(&asked_for_, SIGINT);
  sigaddset(&asked_for_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &asked_for_, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

std::optional<Request> Signals::Wait(absl::Duration limit) {
  const timespec patience = absl::ToTimespec(limit);
  const int signal = sigtimedwait(&asked_for_, nullptr, &patience);
  if (signal == SIGHUP) return Request::kReload;
  if (signal == SIGINT || signal == SIGTERM) return Request::kStop;
  return std::nullopt;
}

void Signals::LetNextStopKill() {
  sigset_t stops;
  sigemptyset(&stops);
  sigaddset(&stops, SIGINT);
  sigaddset(&stops, SIGTERM);
  pthread_sigmask(SIG_UNBLOCK, &stops, nullptr);
}

}  // namespace trustwatch::app
