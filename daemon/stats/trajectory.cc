#include "daemon/stats/trajectory.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "daemon/base/check.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/known.h"
#include "daemon/stats/saturate.h"
#include "daemon/stats/trend.h"

namespace trustwatch::stats {
namespace {

// A line that is so near the target at a position has arrived: what rounding leaves of an exact
// hit is not another month.
constexpr long double kPositionSlack = 1e-9L;

// The rows that count.
struct Stretch {
  std::span<const double> values;
  std::span<const std::uint8_t> known;

  std::size_t LastRow() const { return values.size() - 1; }
};

Stretch LatestRows(const TrajectoryInput& input) {
  const std::size_t rows = std::min(input.values.size(), kTrajectoryRowsMax);
  return {.values = input.values.last(rows),
          .known = input.known.empty() ? input.known : input.known.last(rows)};
}

std::size_t CountKnown(const Stretch& stretch) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < stretch.values.size(); ++i) {
    if (IsKnown(stretch.known, i)) ++count;
  }
  return count;
}

bool Meets(long double level, double target, Better better) {
  return better == Better::kHigher ? level >= target : level <= target;
}

bool IsBetter(double slope, Better better) {
  return better == Better::kHigher ? slope > 0 : slope < 0;
}

// The first row after the latest at which the line of that slope is at the target.
std::optional<std::size_t> RowOfArrival(const Stretch& stretch, double slope, double target,
                                        Better better) {
  if (!IsBetter(slope, better)) return std::nullopt;
  const long double reached = (target - InterceptOf(stretch.values, stretch.known, slope)) / slope;
  const std::size_t next = stretch.LastRow() + 1;
  const std::size_t last = stretch.LastRow() + kTrajectoryHorizon;
  const long double row = std::ceil(reached - kPositionSlack);
  if (!(row <= static_cast<long double>(last))) return std::nullopt;
  return row < static_cast<long double>(next) ? next : static_cast<std::size_t>(row);
}

void FindArrival(const Stretch& stretch, const TrajectoryInput& input, Trajectory& out) {
  const Trend& trend = *out.trend;
  const bool up = input.better == Better::kHigher;
  const auto arrival = [&](double slope) -> std::optional<std::size_t> {
    const std::optional<std::size_t> row =
        RowOfArrival(stretch, slope, *input.target, input.better);
    if (!row) return std::nullopt;
    return out.first + *row;
  };
  out.expected = arrival(trend.slope);
  out.course = out.expected ? Course::kArrives : Course::kTooFar;
  if (!out.expected) return;
  out.earliest = arrival(up ? trend.slope_highest : trend.slope_lowest);
  out.latest = arrival(up ? trend.slope_lowest : trend.slope_highest);
}

}  // namespace

Trajectory ComputeTrajectory(const TrajectoryInput& input) {
  TRUSTWATCH_CHECK(Fits(input.known, input.values.size()));
  const Stretch stretch = LatestRows(input);
  Trajectory out{.first = input.first + input.values.size() - stretch.values.size(),
                 .rows = stretch.values.size(),
                 .points = CountKnown(stretch)};
  if (!input.target || input.better == Better::kNeither) return out;
  out.course = Course::kTooFew;
  out.trend = FitTrend(stretch.values, stretch.known);
  if (!out.trend) return out;
  const double slope = out.trend->significant ? out.trend->slope : 0;
  const long double level = InterceptOf(stretch.values, stretch.known, slope) +
                            static_cast<long double>(slope) * stretch.LastRow();
  out.level = Saturate(level);
  const bool worsens = slope != 0 && !IsBetter(slope, input.better);
  if (Meets(level, *input.target, input.better)) {
    out.course = worsens ? Course::kLeaving : Course::kMet;
  } else if (worsens) {
    out.course = Course::kMovingAway;
  } else if (slope == 0) {
    out.course = Course::kNoTrend;
  } else {
    FindArrival(stretch, input, out);
  }
  return out;
}

}  // namespace trustwatch::stats
