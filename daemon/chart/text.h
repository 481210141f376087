#ifndef TRUSTWATCH_DAEMON_CHART_TEXT_H_
#define TRUSTWATCH_DAEMON_CHART_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trustwatch::chart {

// The characters of UTF-8 text, safe to draw: a byte that is not UTF-8 and a character that XML
// forbids become U+FFFD; control characters, line ends and marks that turn the direction of writing
// become spaces.
std::u32string Characters(std::string_view utf8);
std::string ToUtf8(std::u32string_view characters);

// Text for the inside of an XML element or a quoted attribute.
std::string EscapeXml(std::string_view utf8);

// What a terminal shows in exactly one column for each character: accents that stand alone are left
// out, and characters of another width become "?". With `ascii`, dashes, quotation marks and pound
// signs are written in ASCII, and other characters become "?".
std::u32string TerminalText(std::string_view utf8, bool ascii);

// At most `columns` characters; what is cut ends in an ellipsis: "…", or "..." in ASCII.
std::u32string CutTo(std::u32string_view text, std::size_t columns, bool ascii);

// Lines of at most `columns` characters, at least 1, broken at spaces where there are any. An empty
// text has no lines.
std::vector<std::u32string> Wrap(std::u32string_view text, std::size_t columns);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_TEXT_H_
