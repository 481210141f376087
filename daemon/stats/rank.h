#ifndef TRUSTWATCH_DAEMON_STATS_RANK_H_
#define TRUSTWATCH_DAEMON_STATS_RANK_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "daemon/stats/interval.h"

namespace trustwatch::stats {

// What is counted and what it is counted out of, both known.
struct CountedUnit {
  double events = 0;       // >= 0
  double denominator = 0;  // > 0: trials of a proportion, exposure of a rate
};

enum class UnitKind : std::uint8_t {
  kProportion,  // events <= denominator; Wilson intervals
  kRate,        // events over an exposure; exact Poisson intervals
};

// One unit's place among all. Rank 1 is the lowest value.
struct Rank {
  double value = 0;        // events / denominator
  std::size_t place = 1;   // 1 + units with a smaller value; equal values share a place
  std::size_t lowest = 1;  // the places that the data do not rule out, both included
  std::size_t highest = 1;
  Interval values;  // what the places rest on
};

// The rank of each unit, in the order given, with its uncertainty. The intervals hold together: if
// the units' true values were ranked, all these ranks would lie within [lowest, highest] with a
// probability of at least about `confidence` (Wilson's interval is nearly, not strictly, so sure).
// So two units whose ranges overlap must not be told apart by their place. At a confidence of 0.95
// most ranges of a typical league table are wide: that is the finding.
//
// A unit's rank cannot be below 1 + the units whose whole interval lies below its own, and so from
// above. The intervals of n independent units hold together when each is taken at
// confidence^(1/n) (Sidak). No simulation, no seed. `confidence` is strictly between 0 and 1.
// Cost: n log n and the intervals. Source: M. Klein, T. Wright and J. Wieczorek, A joint confidence
// region for an overall ranking of populations, JRSS C 69 (2020) 589-606; why a rank needs an
// interval: H. Goldstein and D. J. Spiegelhalter, League tables and their limitations, JRSS A 159
// (1996) 385-443.
std::vector<Rank> RankUnits(std::span<const CountedUnit> units, UnitKind kind, double confidence);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_RANK_H_
