#include "collectors/cli/display.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"

namespace trustwatch::cli {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Blocks of Unicode whose letters take no column, and two.
constexpr std::array<Range, 5> kCombining = {
    {{0x0300, 0x036f}, {0x1ab0, 0x1aff}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}}};
constexpr std::array<Range, 7> kWide = {{{0x1100, 0x115f},
                                         {0x2e80, 0xa4cf},
                                         {0xac00, 0xd7a3},
                                         {0xf900, 0xfaff},
                                         {0xff00, 0xff60},
                                         {0x1f300, 0x1faff},
                                         {0x20000, 0x3fffd}}};

template <std::size_t N>
bool IsIn(const std::array<Range, N>& ranges, std::uint32_t letter) {
  for (const Range& range : ranges) {
    if (letter >= range.first && letter <= range.last) return true;
  }
  return false;
}

// Takes the first letter off `text`; a byte that begins no letter stands for itself.
std::uint32_t TakeLetter(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0x80    ? 1
                           : lead >= 0xf0 ? 4
                           : lead >= 0xe0 ? 3
                           : lead >= 0xc0 ? 2
                                          : 1;
  std::uint32_t letter = size == 1 ? lead : lead & (0xffU >> (size + 1));
  std::size_t taken = 1;
  for (; taken < size && taken < text.size(); ++taken) {
    const auto next = static_cast<unsigned char>(text[taken]);
    if ((next & 0xc0U) != 0x80U) break;
    letter = (letter << 6U) | (next & 0x3fU);
  }
  text.remove_prefix(taken == size ? size : 1);
  return taken == size ? letter : '?';
}

void WrapLine(std::string_view line, std::size_t width, std::vector<std::string>& lines) {
  std::string current;
  std::size_t current_width = 0;
  while (!line.empty()) {
    const std::size_t space = line.find(' ');
    const std::string_view word = line.substr(0, space);
    line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
    const std::size_t word_width = DisplayWidth(word);
    if (!current.empty() && current_width + 1 + word_width > width) {
      lines.push_back(current);
      current.clear();
      current_width = 0;
    }
    if (!current.empty()) {
      current += ' ';
      ++current_width;
    }
    current += word;
    current_width += word_width;
  }
  lines.push_back(current);
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const std::uint32_t letter = TakeLetter(text);
    if (!IsIn(kCombining, letter)) width += IsIn(kWide, letter) ? 2U : 1U;
  }
  return width;
}

std::string Visible(std::string_view text) {
  std::string visible;
  visible.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // C1 controls are two bytes, 0xc2 and 0x80 to 0x9f; some terminals obey them as they obey ESC.
    const bool is_c1 = byte == 0xc2 && i + 1 < text.size() &&
                       (static_cast<unsigned char>(text[i + 1]) & 0xe0U) == 0x80U;
    if (byte == '\n') {
      visible += "\\n";
    } else if (byte == '\t') {
      visible += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      visible += fmt::format("\\x{:02x}", byte);
    } else if (is_c1) {
      visible += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
    } else {
      visible += static_cast<char>(byte);
    }
  }
  return visible;
}

std::vector<std::string> Wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    WrapLine(text.substr(begin, end - begin), width, lines);
    begin = end + 1;
  }
  return lines;
}

}  // namespace trustwatch::cli
