#include "collectors/sources/suggestion.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace trustwatch::sources {
namespace {

constexpr std::size_t kTypedBytesMax = 64;  // beyond it no word of ours is near

// Letters to change, add, drop or swap with their neighbour to make `a` of `b`.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_up;
  std::vector<std::size_t> up(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) up[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = up[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, up[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], two_up[j - 2] + 1);
      }
    }
    two_up = std::exchange(up, std::move(row));
  }
  return up.back();
}

}  // namespace

std::optional<std::string_view> Nearest(std::string_view typed,
                                        std::span<const std::string_view> words) {
  if (typed.empty() || typed.size() > kTypedBytesMax) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t distance_max = std::min<std::size_t>(2, typed.size() / 3);
  for (const std::string_view word : words) {
    const std::size_t distance = Distance(typed, word);
    if (distance > distance_max || (nearest.has_value() && distance == distance_max)) continue;
    nearest = word;
    distance_max = distance;
  }
  return nearest;
}

}  // namespace trustwatch::sources
