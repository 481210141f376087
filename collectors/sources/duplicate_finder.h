#ifndef TRUSTWATCH_COLLECTORS_SOURCES_DUPLICATE_FINDER_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_DUPLICATE_FINDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "collectors/sources/source_row.h"

namespace trustwatch::sources {

// Tells a figure that a file has said before: the same organisation, indicator, breakdown, period
// and status. Exact, no chance of a false alarm. Not thread-safe. About 60 bytes a figure.
class DuplicateFinder {
 public:
  // The row of the file on which the figure was first said; nullopt, and it is remembered, if this
  // is the first time.
  std::optional<std::int64_t> FirstRowOf(const SourceRow& row);

 private:
  // Texts are few and figures many, so that a figure is known by the numbers of its texts.
  using Numbers = absl::flat_hash_map<std::string, std::uint32_t>;

  struct Key {
    std::uint32_t organisation = 0;
    std::uint32_t indicator = 0;
    std::uint32_t cut = 0;  // breakdown and status
    std::int32_t first_day = 0;
    std::int32_t last_day = 0;

    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H state, const Key& key) {
      return H::combine(std::move(state), key.organisation, key.indicator, key.cut, key.first_day,
                        key.last_day);
    }
  };

  Numbers organisations_;
  Numbers indicators_;
  Numbers cuts_;
  absl::flat_hash_map<Key, std::int64_t> first_rows_;
};

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_DUPLICATE_FINDER_H_
