#ifndef TRUSTWATCH_COLLECTORS_CLI_DISPLAY_H_
#define TRUSTWATCH_COLLECTORS_CLI_DISPLAY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Text as a terminal shows it. Pure functions over UTF-8; a byte that is not UTF-8 counts as one
// column.
namespace trustwatch::cli {

// How many columns a terminal uses for it: 2 for the wide letters of East Asia, 0 for marks that
// combine with the letter before.
std::size_t DisplayWidth(std::string_view text);

// Control characters made visible as \n or \x1b, so that a value from a file cannot move the
// cursor, change colours or break a line.
std::string Visible(std::string_view text);

// Broken at spaces into lines of at most `width` columns; a longer word has a line of its own. At
// least one line. Line breaks in the text are kept.
std::vector<std::string> Wrap(std::string_view text, std::size_t width);

}  // namespace trustwatch::cli

#endif  // TRUSTWATCH_COLLECTORS_CLI_DISPLAY_H_
