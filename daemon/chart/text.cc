#include "daemon/chart/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trustwatch::chart {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct CharacterRange {
  char32_t first = 0;
  char32_t last = 0;
};

template <std::size_t N>
bool IsIn(char32_t character, const std::array<CharacterRange, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [character](const CharacterRange& range) {
    return character >= range.first && character <= range.last;
  });
}

// Controls, line and paragraph separators, direction marks and the byte order mark.
constexpr std::array<CharacterRange, 7> kUnseen = {{{0, 0x1F},
                                                    {0x7F, 0x9F},
                                                    {0x200B, 0x200F},
                                                    {0x2028, 0x202E},
                                                    {0x2060, 0x206F},
                                                    {0xFEFF, 0xFEFF},
                                                    {0xFFF9, 0xFFFB}}};
constexpr std::array<CharacterRange, 2> kForbidden = {{{0xD800, 0xDFFF}, {0xFFFE, 0xFFFF}}};
// Latin, Greek, Cyrillic, punctuation, currencies, arrows and mathematics: one column each.
constexpr std::array<CharacterRange, 9> kOneColumn = {{{0x20, 0xAC},
                                                       {0xAE, 0x2FF},
                                                       {0x370, 0x482},
                                                       {0x48A, 0x52F},
                                                       {0x1E00, 0x1FFF},
                                                       {0x2010, 0x2027},
                                                       {0x2030, 0x205E},
                                                       {0x20A0, 0x20BF},
                                                       {0x2190, 0x22FF}}};
constexpr std::array<CharacterRange, 1> kAccents = {{{0x300, 0x36F}}};

// Bytes of the character that begins with `lead`; 0 for a byte that begins none.
std::size_t LengthOf(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// The character at the start of `bytes` and its length; one byte and kReplacement if malformed.
std::pair<char32_t, std::size_t> Next(std::string_view bytes) {
  static constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const auto lead = static_cast<unsigned char>(bytes.front());
  const std::size_t length = LengthOf(lead);
  if (length == 0 || length > bytes.size()) return {kReplacement, 1};
  char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if ((byte & 0xC0U) != 0x80U) return {kReplacement, 1};
    character = (character << 6U) | (byte & 0x3FU);
  }
  if (character < kLeast[length] || character > 0x10FFFF) return {kReplacement, 1};
  return {IsIn(character, kForbidden) ? kReplacement : character, length};
}

std::u32string_view InAscii(char32_t character) {
  if (character == 0xA3) return U"GBP";
  if (character >= 0x2010 && character <= 0x2015) return U"-";
  if (character == 0x2018 || character == 0x2019) return U"'";
  if (character == 0x201C || character == 0x201D) return U"\"";
  if (character == 0x2026) return U"...";
  return character == 0xA0 ? U" " : U"?";
}

}  // namespace

std::u32string Characters(std::string_view utf8) {
  std::u32string characters;
  while (!utf8.empty()) {
    const auto [character, length] = Next(utf8);
    characters.push_back(IsIn(character, kUnseen) ? U' ' : character);
    utf8.remove_prefix(length);
  }
  return characters;
}

std::string ToUtf8(std::u32string_view characters) {
  std::string text;
  const auto push = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  for (const char32_t c : characters) {
    if (c < 0x80) {
      push(c);
      continue;
    }
    if (c < 0x800) {
      push(0xC0U | (c >> 6U));
    } else {
      if (c >= 0x10000) push(0xF0U | (c >> 18U));
      push(c < 0x10000 ? 0xE0U | (c >> 12U) : 0x80U | ((c >> 12U) & 0x3FU));
      push(0x80U | ((c >> 6U) & 0x3FU));
    }
    push(0x80U | (c & 0x3FU));
  }
  return text;
}

std::string EscapeXml(std::string_view utf8) {
  std::string escaped;
  for (const char c : ToUtf8(Characters(utf8))) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped.push_back(c);
    }
  }
  return escaped;
}

std::u32string TerminalText(std::string_view utf8, bool ascii) {
  std::u32string text;
  for (const char32_t c : Characters(utf8)) {
    if (IsIn(c, kAccents)) continue;
    if (c < 0x80) {
      text.push_back(c);
    } else if (ascii) {
      text += InAscii(c);
    } else {
      text.push_back(IsIn(c, kOneColumn) ? c : U'?');
    }
  }
  return text;
}

std::u32string CutTo(std::u32string_view text, std::size_t columns, bool ascii) {
  if (text.size() <= columns) return std::u32string(text);
  const std::u32string_view ending = ascii ? U"..." : U"…";
  if (columns <= ending.size()) return std::u32string(text.substr(0, columns));
  return std::u32string(text.substr(0, columns - ending.size())).append(ending);
}

std::vector<std::u32string> Wrap(std::u32string_view text, std::size_t columns) {
  std::vector<std::u32string> lines;
  while (true) {
    const std::size_t start = text.find_first_not_of(U' ');
    if (start == std::u32string_view::npos) return lines;
    text.remove_prefix(start);
    std::size_t end = text.size();
    if (end > columns) {
      end = text.rfind(U' ', columns);
      if (end == std::u32string_view::npos) end = columns;
    }
    lines.emplace_back(text.substr(0, end));
    while (lines.back().ends_with(U' ')) lines.back().pop_back();
    text.remove_prefix(end);
  }
}

}  // namespace trustwatch::chart
