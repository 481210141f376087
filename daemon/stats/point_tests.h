#ifndef TRUSTWATCH_DAEMON_STATS_POINT_TESTS_H_
#define TRUSTWATCH_DAEMON_STATS_POINT_TESTS_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "daemon/stats/run_rules.h"

namespace trustwatch::stats {

// Up to 64 points as bits, the first one lowest. The rules of runs are then a few shifts, and
// nothing branches on a point, whose side the processor could not guess.
using Bits = std::uint64_t;
inline constexpr std::size_t kBlock = 64;

// What each point of a block is compared with, before any rule. A point on a line is on neither
// side of it.
struct PointTests {
  Bits above = 0;  // the centre
  Bits below = 0;
  Bits beyond = 0;  // a near limit
  Bits rises = 0;   // from the point before; the first point of a block does neither
  Bits falls = 0;
};

// Tests 1 to 64 points, whether known or not: bits of unknown points mean nothing. The first form
// has the same lines at every point, the second its own for each. Pure.
PointTests TestPoints(std::span<const double> values, const Lines& lines);
PointTests TestPoints(std::span<const double> values, std::span<const Lines> lines);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_POINT_TESTS_H_
