#ifndef TRUSTWATCH_COLLECTORS_CLI_CONSOLE_H_
#define TRUSTWATCH_COLLECTORS_CLI_CONSOLE_H_

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace trustwatch::cli {

// How text stands out. Never the only carrier of a meaning: a word always says it too.
enum class Style : std::uint8_t { kPlain, kHeading, kGood, kDoubtful, kBad, kQuiet };

// Where a command writes: answers to `out`, everything else to `err`. Not thread-safe. Borrows both
// streams.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;  // progress may be drawn there
  bool colour = false;           // on `out`
  std::size_t width = 0;         // columns of `out`; 0: it is no terminal, lines may be long
  std::size_t height = 0;        // rows of `out`; 0: it is no terminal

  // The text as it is to be written to `out`.
  std::string Paint(std::string_view text, Style style) const;

  // "trustwatch: " and the message to `err`, one line unless the message has more.
  void Complain(std::string_view message) const;
  void Complain(const absl::Status& status) const;
};

// The console of this process: looks at the terminals, TERM and NO_COLOR (https://no-color.org).
Console ProcessConsole();

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_CONSOLE_H_
