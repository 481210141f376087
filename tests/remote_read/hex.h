#ifndef TRUSTWATCH_TESTS_REMOTE_READ_HEX_H_
#define TRUSTWATCH_TESTS_REMOTE_READ_HEX_H_

#include <string>
#include <string_view>

namespace trustwatch::remote_read {

// Bytes as hexadecimal digits in lower case, and back. Digits must come in pairs.
inline std::string ToHex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return hex;
}

inline std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (; hex.size() >= 2; hex.remove_prefix(2)) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(0, 2)), nullptr, 16));
  }
  return bytes;
}

}  // namespace trustwatch::remote_read

#endif  // TRUSTWATCH_TESTS_REMOTE_READ_HEX_H_
