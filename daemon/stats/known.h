#ifndef TRUSTWATCH_DAEMON_STATS_KNOWN_H_
#define TRUSTWATCH_DAEMON_STATS_KNOWN_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace trustwatch::stats {

// Whether the point at a position is known: its flag is not 0, or there are no flags at all.
inline bool IsKnown(std::span<const std::uint8_t> known, std::size_t at) {
  return known.empty() || known[at] != 0;
}

// Whether `known` may go with a series of so many points.
inline bool Fits(std::span<const std::uint8_t> known, std::size_t points) {
  return known.empty() || known.size() == points;
}

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_KNOWN_H_
