#ifndef TRUSTWATCH_DAEMON_STATS_FUNNEL_GROUPS_H_
#define TRUSTWATCH_DAEMON_STATS_FUNNEL_GROUPS_H_

#include <span>
#include <string>
#include <vector>

#include "daemon/stats/funnel.h"

namespace trustwatch::stats {

// The steps of ComputeFunnel() reckon with doubles, NaN and infinities included, as the package
// does; only ComputeFunnel() speaks to the outside.

// The sums of one group. NaN: a record of the group lacks it.
struct FunnelGroup {
  std::string name;
  double numerator = 0;
  double denominator = 0;  // rounded where the options say so
  double ratio = 0;        // before rounding
  FunnelExclusion exclusion = FunnelExclusion::kNone;
};

// In order of the names' bytes. Sums are taken in long double, in order of the records.
std::vector<FunnelGroup> SumByGroup(std::span<const FunnelRecord> records);

// Whether every record's numerator is its denominator, or both are missing.
bool ColumnsAreIdentical(std::span<const FunnelRecord> records);

// Why our own profile leaves the group out.
FunnelExclusion ExclusionOf(const FunnelGroup& group, FunnelData data);

// To 2 decimals as R 4 rounds: of the hundredths on either side the nearer one in double
// arithmetic, of two equally near the even one. `value` is finite.
double RoundToHundredth(double value);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_FUNNEL_GROUPS_H_
