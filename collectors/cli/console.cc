#include "collectors/cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "collectors/cli/display.h"
#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

constexpr std::uint16_t kUsualWidth = 80;
constexpr std::uint16_t kUsualHeight = 24;

std::string_view Code(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kHeading:
      return "1";
    case Style::kGood:
      return "32";
    case Style::kDoubtful:
      return "33";
    case Style::kBad:
      return "1;31";
    case Style::kQuiet:
      return "2";
  }
  return "";
}

bool MayColour() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

// What the terminal says, or what terminals usually are.
winsize TerminalSize() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size = {};
  if (size.ws_col == 0) size.ws_col = kUsualWidth;
  if (size.ws_row == 0) size.ws_row = kUsualHeight;
  return size;
}

}  // namespace

std::string Console::Paint(std::string_view text, Style style) const {
  if (!colour || style == Style::kPlain || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", Code(style), text);
}

void Console::Complain(std::string_view message) const {
  std::string text;
  for (std::size_t begin = 0; begin <= message.size();) {
    const std::size_t end = std::min(message.find('\n', begin), message.size());
    text += Visible(message.substr(begin, end - begin));
    text += '\n';
    begin = end + 1;
  }
  err << "trustwatch: " << text << std::flush;
}

void Console::Complain(const absl::Status& status) const {
  const std::string message(status.message());
  Complain(message.empty() ? status.ToString() : message);
}

Console ProcessConsole() {
  const bool out_is_terminal = isatty(STDOUT_FILENO) == 1;
  const winsize size = out_is_terminal ? TerminalSize() : winsize{};
  return {.out = std::cout,
          .err = std::cerr,
          .err_is_terminal = isatty(STDERR_FILENO) == 1,
          .colour = out_is_terminal && MayColour(),
          .width = size.ws_col,
          .height = size.ws_row};
}

}  // namespace trustwatch::cli
