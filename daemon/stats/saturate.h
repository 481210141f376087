#ifndef TRUSTWATCH_DAEMON_STATS_SATURATE_H_
#define TRUSTWATCH_DAEMON_STATS_SATURATE_H_

#include <algorithm>
#include <limits>

namespace trustwatch::stats {

// `exact` as a double; what lies beyond the largest double becomes that double, so that no infinity
// leaves this room. `exact` is no NaN. The formulas reckon in long double, whose exponent has room
// for every square and sum of the doubles they are given.
inline double Saturate(long double exact) {
  constexpr long double kMax = std::numeric_limits<double>::max();
  return static_cast<double>(std::clamp(exact, -kMax, kMax));
}

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_SATURATE_H_
