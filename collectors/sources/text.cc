#include "collectors/sources/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace trustwatch::sources {
namespace {

using std::string_view_literals::operator""sv;

// White space beyond ASCII, in UTF-8.
constexpr std::array kWideSpaces = {
    "\xC2\xA0"sv,                                          // no-break
    "\xE2\x80\x80"sv, "\xE2\x80\x81"sv, "\xE2\x80\x82"sv,  // en and em quads and spaces
    "\xE2\x80\x83"sv, "\xE2\x80\x84"sv, "\xE2\x80\x85"sv,  //
    "\xE2\x80\x86"sv, "\xE2\x80\x87"sv, "\xE2\x80\x88"sv,  // figure and punctuation space
    "\xE2\x80\x89"sv, "\xE2\x80\x8A"sv, "\xE2\x80\x8B"sv,  // thin, hair, zero width
    "\xE2\x80\xAF"sv, "\xE2\x81\x9F"sv,                    // narrow no-break, mathematical
    "\xE3\x80\x80"sv, "\xEF\xBB\xBF"sv,                    // full width, byte-order mark
};

// What Windows-1252 puts on the bytes 0x80 to 0x9F; 0 where it puts nothing.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::size_t SpaceSizeAtEnd(std::string_view text) {
  const auto last = static_cast<unsigned char>(text.back());
  if (absl::ascii_isspace(last)) return 1;
  if (last < 0x80) return 0;
  for (const std::string_view space : kWideSpaces) {
    if (text.ends_with(space)) return space.size();
  }
  return 0;
}

void AppendUtf8(std::uint32_t code, std::string& text) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    text += static_cast<char>(0xE0U | (code >> 12U));
    text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

// The size of the well-formed UTF-8 character that `text` begins with; 0 if there is none.
std::size_t CharacterSize(std::string_view text) {
  const auto at = [&text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&at](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (first == 0xE0 && at(1) < 0xA0) return 0;  // longer than it need be
    if (first == 0xED && at(1) > 0x9F) return 0;  // half of a surrogate pair
    return follows(1) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (first == 0xF0 && at(1) < 0x90) return 0;
    if (first == 0xF4 && at(1) > 0x8F) return 0;  // beyond Unicode
    return follows(1) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::size_t SpaceSize(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text.front());
  if (absl::ascii_isspace(first)) return 1;
  if (first < 0x80) return 0;
  for (const std::string_view space : kWideSpaces) {
    if (text.starts_with(space)) return space.size();
  }
  return 0;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = SpaceSize(text);
    if (size == 0) break;
    text.remove_prefix(size);
  }
  while (!text.empty()) {
    const std::size_t size = SpaceSizeAtEnd(text);
    if (size == 0) break;
    text.remove_suffix(size);
  }
  return text;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return absl::EqualsIgnoreCase(absl::string_view(a.data(), a.size()),
                                absl::string_view(b.data(), b.size()));
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = absl::ascii_tolower(static_cast<unsigned char>(c));
  return lower;
}

std::string NameKey(std::string_view name) {
  name = Trim(name);
  std::string key;
  while (!name.empty()) {
    std::size_t size = SpaceSize(name);
    if (size == 0 && (name.front() == '_' || name.front() == '-')) size = 1;
    if (size == 0) {
      key += absl::ascii_tolower(static_cast<unsigned char>(name.front()));
      name.remove_prefix(1);
    } else {
      if (!key.ends_with('_')) key += '_';
      name.remove_prefix(size);
    }
  }
  return key;
}

std::string Slug(std::string_view text) {
  std::string slug;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      slug += absl::ascii_tolower(static_cast<unsigned char>(c));
    } else if (!slug.empty() && slug.back() != '_') {
      slug += '_';
    }
  }
  if (slug.ends_with('_')) slug.pop_back();
  return slug;
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsAscii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  while (text.size() >= sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof(eight));
    if ((eight & kHighBits) != 0) return false;
    text.remove_prefix(sizeof(eight));
  }
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = CharacterSize(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::optional<std::string> FromWindows1252(std::string_view text) {
  std::string converted;
  converted.reserve(text.size() + 16);
  for (const char c : text) {
    std::uint32_t code = static_cast<unsigned char>(c);
    if (code >= 0x80 && code <= 0x9F) code = kWindows1252[code - 0x80];
    if (code == 0 && c != '\0') return std::nullopt;
    AppendUtf8(code, converted);
  }
  return converted;
}

}  // namespace trustwatch::sources
