#ifndef TRUSTWATCH_DAEMON_BASE_EXCERPT_H_
#define TRUSTWATCH_DAEMON_BASE_EXCERPT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace trustwatch::base {

inline constexpr std::size_t kExcerptBytesMax = 80;

// What a message quotes of a text that a stranger sent: all of it up to kExcerptBytesMax bytes,
// else its beginning and "...", never cut inside a UTF-8 character. Safe from any thread.
std::string Excerpt(std::string_view text);

}  // namespace trustwatch::base

#endif  // TRUSTWATCH_DAEMON_BASE_EXCERPT_H_
