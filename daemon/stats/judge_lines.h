#ifndef TRUSTWATCH_DAEMON_STATS_JUDGE_LINES_H_
#define TRUSTWATCH_DAEMON_STATS_JUDGE_LINES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::stats {

// One group of a chart whose lines are already made: p', u', t or g. Positions as in Verdict.
struct PlottedGroup {
  std::size_t first = 0;  // its position in the series
  std::span<const double> values;
  std::span<const std::uint8_t> known;  // empty: all
  std::span<const Lines> lines;         // one for each point, or a single one for all
  std::size_t baseline_points = 0;
  bool trial = true;
  Better better = Better::kHigher;
  std::optional<double> target;  // in the unit of the values
  TargetOnLimit target_on_limit = TargetOnLimit::kDecides;
};

// The verdict on the latest point of the group by the run rules. `mean` is the centre and `limits`
// are the limits of the latest point, absent where its lines have none; assurance compares the
// target with those, and is kNone without limits or target. Fills `marked`, which has room for a
// mark for each point. On a t or g chart high values are events farther apart: `better` is kHigher
// where the event is unwanted. Linear, no allocation; pure.
Verdict JudgeLines(const PlottedGroup& group, const RunRules& rules, std::span<Marked> marked);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_JUDGE_LINES_H_
