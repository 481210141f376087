#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_INTERRUPTION_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_INTERRUPTION_H_

#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigset_t

#include "absl/status/status.h"

namespace trustwatch::backtest {

// Catches SIGINT, SIGTERM and SIGHUP of this thread while it lives, so that whoever presses Ctrl-C
// leaves neither processes nor files behind. One at a time. Not thread-safe.
class Interruption {
 public:
  Interruption();
  ~Interruption();  // signals do again what they did before
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  // kCancelled (INTERRUPTED) once a signal came.
  absl::Status Check();
  // The first signal that came; 0 if none did.
  int signal() const { return signal_; }

 private:
  sigset_t before_{};
  int descriptor_ = -1;
  int signal_ = 0;
};

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_INTERRUPTION_H_
