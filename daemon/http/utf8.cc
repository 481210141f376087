#include "daemon/http/utf8.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace trustwatch::http {
namespace {

bool IsBetween(unsigned char byte, unsigned low, unsigned high) {
  return byte >= low && byte <= high;
}

// The length of the well-formed character that `text` begins with; 0 if it begins with none.
std::size_t CharacterBytes(std::string_view text) {
  const auto at = [&text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  // The second byte's range depends on the first: it keeps out overlong forms and surrogates.
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (!IsBetween(at(1), low, high)) return 0;
  if (IsBetween(first, 0xC2, 0xDF)) return 2;
  if (!IsBetween(at(2), 0x80, 0xBF)) return 0;
  if (IsBetween(first, 0xE0, 0xEF)) return 3;
  return IsBetween(first, 0xF0, 0xF4) && IsBetween(at(3), 0x80, 0xBF) ? 4 : 0;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t bytes = CharacterBytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

std::string MendUtf8(std::string_view text) {
  std::string mended;
  while (!text.empty()) {
    const std::size_t bytes = CharacterBytes(text);
    mended += bytes == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, bytes);
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return mended;
}

}  // namespace trustwatch::http
