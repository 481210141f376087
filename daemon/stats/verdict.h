#ifndef TRUSTWATCH_DAEMON_STATS_VERDICT_H_
#define TRUSTWATCH_DAEMON_STATS_VERDICT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "daemon/stats/assurance.h"
#include "daemon/stats/limits.h"
#include "daemon/stats/run_rules.h"

namespace trustwatch::stats {

// What the latest point of a series says.
enum class Variation : std::uint8_t {
  kCommonCause,  // the ordinary ups and downs of the process
  kImprovement,
  kConcern,
  kNeither,  // a special cause where neither way is better
};

// What a label means where `better` is an improvement. The way of a trend is its slope, whichever
// side of the centre it is on.
Variation VariationOf(Label label, Better better);

// One special cause that holds at the latest point.
struct Signal {
  Label label = Label::kCommonCause;
  Variation variation = Variation::kCommonCause;
  std::size_t since = 0;   // position of the first point of the unbroken signal
  std::size_t points = 0;  // points that it rests on, from `since` to the latest

  friend bool operator==(const Signal&, const Signal&) = default;
};

// The verdict on the latest point of a series, as data. Positions count from 0 at the oldest point.
struct Verdict {
  Variation variation = Variation::kCommonCause;
  Assurance assurance = Assurance::kNone;
  bool latest_known = false;        // false: no value to judge; variation is then kCommonCause
  std::optional<Signal> signal;     // the strongest special cause
  std::optional<Signal> contrary;   // the strongest of those that point the other way
  std::size_t latest = 0;           // position of the latest point; 0 also where there is none
  std::size_t group_first = 0;      // position of the latest step change, 0 without any
  std::size_t baseline_points = 0;  // known points that mean and limits rest on
  bool trial = true;                // limits rest on too few points to be firm
  std::optional<double> mean;       // of the latest group; absent: none of its baseline is known
  std::optional<Limits> limits;     // of the latest group, or of the latest point where they move

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// The points of one group after MarkSignals, oldest first.
struct MarkedGroup {
  std::size_t first = 0;  // its position in the series
  std::span<const double> values;
  std::span<const std::uint8_t> known;  // empty: all
  std::span<const Marked> marked;
};

// Fills latest, latest_known, group_first, variation, signal and contrary from the group's last
// point; the caller fills the rest. A signal goes back from there while each point carries it; a
// trend while each step goes its way, and two in three over single known points without it.
// Linear in the length of the signal, no allocation; pure.
Verdict VerdictOn(const MarkedGroup& group, Better better);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_VERDICT_H_
