#ifndef TRUSTWATCH_COLLECTORS_SOURCES_TEXT_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What spreadsheets do to text. Pure functions over UTF-8.
namespace trustwatch::sources {

// Without the white space around it: ASCII, no-break, thin, full-width and zero-width spaces and
// byte-order marks.
std::string_view Trim(std::string_view text);

// The size in bytes of the white space that `text` begins with, one character of it; 0 if none.
std::size_t SpaceSize(std::string_view text);

// Whether the two differ in the case of ASCII letters at most.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// ASCII letters in lower case, other bytes kept.
std::string Lower(std::string_view text);

// How a column's name is compared: trimmed, lower case, each run of spaces, '-' and '_' one '_'.
std::string NameKey(std::string_view name);

// Letters and digits of ASCII in lower case, each run of other bytes one '_', none at the ends:
// "Asian or Asian British" is asian_or_asian_british. May be empty.
std::string Slug(std::string_view text);

// True for digits 0 to 9 only, at least one.
bool IsDigits(std::string_view text);

bool IsAscii(std::string_view text);
bool IsUtf8(std::string_view text);

// The text in UTF-8; nullopt if it has one of the five bytes that Windows-1252 leaves undefined.
std::optional<std::string> FromWindows1252(std::string_view text);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_TEXT_H_
