#ifndef TRUSTWATCH_DAEMON_STATS_USUAL_RANGE_H_
#define TRUSTWATCH_DAEMON_STATS_USUAL_RANGE_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "daemon/stats/slips.h"

namespace trustwatch::stats {

// Where a series usually lies, for the slip detectors.
struct UsualRange {
  double lower = 0;
  double upper = 0;
  double lowest = 0;  // of the values
  double highest = 0;
  double median = 0;
  double latest = 0;       // the latest known value
  std::size_t points = 0;  // known values it rests on
  double jump_max = 0;     // a change from `latest` up to here is ordinary
  // A size below both is unusually small, however wide the range: the same two bounds on the scale
  // of ratios, where a spread of hundreds leaves no room for a tenth. 0: no such bound.
  double small_level = 0;  // by the level
  double small_jump = 0;   // by the change from `latest`
  bool one_sign = false;   // no two values on different sides of zero
  bool early = false;      // too few points for a spread: the range is a factor around the median
};

// The range of `values`, oldest first; absent when there are none. `denominator` is the new
// figure's, where known. n log n. Pure.
std::optional<UsualRange> FindUsualRange(const std::vector<double>& values, const SlipUnit& unit,
                                         std::optional<double> denominator,
                                         const SlipOptions& options);

// Whether `value` is outside of what `range` calls usual.
bool IsUnusual(const UsualRange& range, double value, const SlipUnit& unit,
               std::optional<double> denominator, const SlipOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_USUAL_RANGE_H_
