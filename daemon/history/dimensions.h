#ifndef TRUSTWATCH_DAEMON_HISTORY_DIMENSIONS_H_
#define TRUSTWATCH_DAEMON_HISTORY_DIMENSIONS_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace trustwatch::history {

// Breakdowns that are parts of the same totals, as places in a list.
struct Dimension {
  std::vector<std::size_t> parts;
  std::vector<std::size_t> totals;  // every one that all the parts lie in

  friend bool operator==(const Dimension&, const Dimension&) = default;
};

// How breakdowns hang together. A name is a dimension and a part of it, "age:under18", and may go
// on: "age:under18:sex:f" is a part of the dimension "age:under18:sex", whose totals are the whole
// (the empty name) and "age:under18". Names without ':' are parts of one dimension without a name.
// Each name occurs once. A dimension stands after those that its totals are parts of. Pure;
// dimensions times names.
std::vector<Dimension> DimensionsOf(std::span<const std::string_view> breakdowns);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_DIMENSIONS_H_
