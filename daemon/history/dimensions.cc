#include "daemon/history/dimensions.h"

#include <cstddef>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace trustwatch::history {
namespace {

// What stands before the last ':' of a name that is not empty.
std::string_view NameOfDimension(std::string_view breakdown) {
  const std::size_t colon = breakdown.rfind(':');
  return colon == std::string_view::npos ? std::string_view() : breakdown.substr(0, colon);
}

bool IsTotalOf(std::string_view breakdown, std::string_view dimension) {
  if (breakdown.empty()) return true;
  return dimension.starts_with(breakdown) &&
         (dimension.size() == breakdown.size() || dimension[breakdown.size()] == ':');
}

}  // namespace

std::vector<Dimension> DimensionsOf(std::span<const std::string_view> breakdowns) {
  // In order of name, because the name of a total is the beginning of those of its parts.
  std::map<std::string_view, Dimension> by_name;
  for (std::size_t i = 0; i < breakdowns.size(); ++i) {
    if (!breakdowns[i].empty()) by_name[NameOfDimension(breakdowns[i])].parts.push_back(i);
  }
  std::vector<Dimension> dimensions;
  for (auto& [name, dimension] : by_name) {
    for (std::size_t i = 0; i < breakdowns.size(); ++i) {
      if (IsTotalOf(breakdowns[i], name)) dimension.totals.push_back(i);
    }
    dimensions.push_back(std::move(dimension));
  }
  return dimensions;
}

}  // namespace trustwatch::history
