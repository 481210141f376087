#ifndef TRUSTWATCH_DAEMON_STATS_LASTING_DRIFT_H_
#define TRUSTWATCH_DAEMON_STATS_LASTING_DRIFT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "daemon/stats/assurance.h"
#include "daemon/stats/cusum.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::stats {

// The small drift of a process that still goes on at its latest point, by the CUSUM of cusum.h with
// its usual parameters (k = 0.5, h = 5 sigma).
//
// What it is measured against. Lines made from the points that are judged hide a drift: they move
// with it, and a shift of one sigma over the last 24 of 60 points is then seen 29 times in 100
// instead of 74. So the first kDriftBaselinePoints known points of the process are the baseline,
// which is never judged, and the later ones are monitored against it. 24 is a compromise that was
// measured: of processes in which nothing changes, 5 in 100 are said to drift at their latest point
// (12 points of baseline: 10 in 100); of those that remember the month before (correlation 0.3),
// 20 in 100, as every test of this kind suffers from that (false_signals.md). A drift within the
// baseline is not seen.
//
// A figure further than 3 sigma from the mean counts as 3, so that one wild figure is left to the
// limits and at least three make a drift. A drift goes on for as long as its latest 7 known points
// (all since its start, where fewer) lie on average more than k on its side; the next signal to
// the other side replaces it.

inline constexpr std::size_t kDriftBaselinePoints = 24;

// The rows of one process that are monitored, oldest first, and lines of the baseline before them.
struct MonitoredRows {
  std::span<const double> values;
  std::span<const std::uint8_t> known;  // empty: all
  std::span<const Lines> lines;  // one for each row, or one for all; the upper limit is 3 sigma
                                 // above the centre, and not cut at a possible range
};

struct LastingDrift {
  Drift drift = Drift::kNone;  // kUp or kDown
  std::size_t since = 0;       // the row where it began
  std::size_t points = 0;      // known points from there to the latest, at least 3
  double shift = 0;  // half of those lie further from the centre than this; with its sign, finite

  friend bool operator==(const LastingDrift&, const LastingDrift&) = default;
};

// What a drift means where `better` is an improvement; kCommonCause for Drift::kNone.
Variation VariationOf(Drift drift, Better better);

// Absent where no drift goes on. A row without centre or upper limit, or without spread between
// them, counts as unknown. Of n rows n log n. Pure.
std::optional<LastingDrift> FindLastingDrift(const MonitoredRows& rows);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_LASTING_DRIFT_H_
