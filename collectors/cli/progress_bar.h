#ifndef TRUSTWATCH_COLLECTORS_CLI_PROGRESS_BAR_H_
#define TRUSTWATCH_COLLECTORS_CLI_PROGRESS_BAR_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/cli/console.h"

namespace trustwatch::cli {

// One line on a terminal's standard error that says how far long work has come; nothing where that
// is no terminal. Redrawn only when the percentage changes. Not thread-safe. Borrows the console.
class ProgressBar {
 public:
  ProgressBar(const Console& console, std::string_view what);
  // Takes the line away again.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // `total` 0: not known; the bar then only says what is going on.
  void Show(std::int64_t done, std::int64_t total);

 private:
  const Console& console_;
  const std::string what_;
  int percent_shown_ = -1;
};

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_PROGRESS_BAR_H_
