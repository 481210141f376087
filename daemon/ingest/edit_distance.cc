#include "daemon/ingest/edit_distance.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

namespace trustwatch::ingest {

int EditDistance(std::string_view a, std::string_view b, int enough) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) >= static_cast<std::size_t>(enough)) return enough;
  // costs[j]: from the letters of `a` so far to the first j of `b`.
  std::vector<int> costs(b.size() + 1);
  std::iota(costs.begin(), costs.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = costs[0];
    costs[0] = static_cast<int>(i) + 1;
    int least = costs[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = costs[j + 1];
      costs[j + 1] = std::min({replaced, costs[j] + 1, costs[j + 1] + 1});
      least = std::min(least, costs[j + 1]);
    }
    if (least >= enough) return enough;  // it never falls again
  }
  return std::min(costs.back(), enough);
}

}  // namespace trustwatch::ingest
