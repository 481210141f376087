#include "collectors/backtest/interruption.h"

#include <signal.h>  // NOLINT(modernize-deprecated-headers): pthread_sigmask
#include <sys/signalfd.h>
#include <unistd.h>

#include "absl/status/status.h"
#include "daemon/base/error.h"

namespace trustwatch::backtest {

Interruption::Interruption() {
  sigset_t caught{};
  sigemptyset(&caught);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&caught, signal);
  pthread_sigmask(SIG_BLOCK, &caught, &before_);
  descriptor_ = signalfd(-1, &caught, SFD_NONBLOCK | SFD_CLOEXEC);
}

Interruption::~Interruption() {
  close(descriptor_);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

absl::Status Interruption::Check() {
  signalfd_siginfo info{};
  if (signal_ == 0 && read(descriptor_, &info, sizeof(info)) == sizeof(info)) {
    signal_ = static_cast<int>(info.ssi_signo);
  }
  if (signal_ == 0) return absl::OkStatus();
  return base::Error{.code = absl::StatusCode::kCancelled,
                     .reason = "INTERRUPTED",
                     .message = "interrupted; nothing is left behind, begin again when you like"}
      .ToStatus();
}

}  // namespace trustwatch::backtest
