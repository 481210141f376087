#include "daemon/base/excerpt.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace trustwatch::base {

std::string Excerpt(std::string_view text) {
  if (text.size() <= kExcerptBytesMax) return std::string(text);
  std::size_t end = kExcerptBytesMax - 3;  // room for the dots
  // Bytes 10xxxxxx continue a character: step back to where the one that is cut begins.
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
  };
  while (end > 0 && continues(end)) --end;
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace trustwatch::base
