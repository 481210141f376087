#ifndef TRUSTWATCH_DAEMON_HTTP_UTF8_H_
#define TRUSTWATCH_DAEMON_HTTP_UTF8_H_

#include <string>
#include <string_view>

namespace trustwatch::http {

// True if `text` is well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates,
// nothing above U+10FFFF.
bool IsUtf8(std::string_view text);

// `text` with U+FFFD in the place of each byte that is not part of a well-formed character.
std::string MendUtf8(std::string_view text);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_UTF8_H_
