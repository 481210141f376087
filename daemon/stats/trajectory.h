#ifndef TRUSTWATCH_DAEMON_STATS_TRAJECTORY_H_
#define TRUSTWATCH_DAEMON_STATS_TRAJECTORY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "daemon/stats/assurance.h"
#include "daemon/stats/trend.h"

namespace trustwatch::stats {

// Where a process is going in view of its target, and when it arrives if it goes on as it does now:
// the line of trend.h through its latest points, drawn on. It says what the pace of the past means,
// and is no forecast: nothing but the pace is known of the months to come.

// Only so many of the latest rows count, unknown ones too: an older pace is not today's.
inline constexpr std::size_t kTrajectoryRowsMax = 24;
// Nothing is said of what lies further ahead than this many positions.
inline constexpr std::size_t kTrajectoryHorizon = 60;

enum class Course : std::uint8_t {
  kNoTarget,    // no target, or neither way is better
  kTooFew,      // fewer known points than kTrendPointsMin
  kMet,         // the level meets the target, and no trend leads away from it
  kLeaving,     // the level meets the target, but a trend leads the other way
  kMovingAway,  // the level misses the target, and a trend leads away from it
  kNoTrend,     // the level misses the target, and as it stands it stays there
  kTooFar,      // a trend leads to the target, but not within the horizon
  kArrives,     // a trend leads to the target
};

// The latest rows of one process, oldest first; a step change begins another.
struct TrajectoryInput {
  std::size_t first = 0;  // position of the first row in the series
  std::span<const double> values;
  std::span<const std::uint8_t> known;  // empty: all
  Better better = Better::kNeither;
  std::optional<double> target;  // finite; met by a level that equals it
};

// Positions are those of the series. No NaN and no infinity.
struct Trajectory {
  Course course = Course::kNoTarget;
  std::size_t first = 0;       // the rows that count begin here
  std::size_t rows = 0;        // and are so many
  std::size_t points = 0;      // of which known
  std::optional<Trend> trend;  // absent: kNoTarget, kTooFew
  // Of the line at the latest row; without a significant trend the median of the known points.
  // 0 where trend is absent.
  double level = 0;
  // The first positions after the latest row at which the line is at the target or past it, to
  // a billionth of a position; only with kArrives. Of the line itself, and of the lines of the
  // steepest and the flattest slope in the interval.
  std::optional<std::size_t> earliest;
  std::optional<std::size_t> expected;
  std::optional<std::size_t> latest;  // absent: not within the horizon, perhaps never

  friend bool operator==(const Trajectory&, const Trajectory&) = default;
};

// Linear in the rows given, and the cost of FitTrend for those that count. Pure.
Trajectory ComputeTrajectory(const TrajectoryInput& input);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_TRAJECTORY_H_
