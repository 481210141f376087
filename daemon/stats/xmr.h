#ifndef TRUSTWATCH_DAEMON_STATS_XMR_H_
#define TRUSTWATCH_DAEMON_STATS_XMR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "daemon/stats/assurance.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"
#include "daemon/stats/xmr_limits.h"
#include "daemon/stats/xmr_options.h"

namespace trustwatch::stats {

// A series to judge, one row for each period, oldest first. Periods are positions: one that was not
// reported is an unknown row, so nothing bridges it.
struct XmrSeries {
  std::span<const double> values;       // finite where known
  std::span<const std::uint8_t> known;  // 0: unknown; empty: all are known
  // Rows at which a group begins after a step change, ascending, each once, below the number of
  // rows. Row 0 begins one in any case. No rule and no moving range crosses a group's start.
  std::span<const std::size_t> group_starts;
  // The limits of each group come from its first so many rows, unknown ones counted; absent: all.
  std::optional<int> baseline_rows;
  Better better = Better::kHigher;
  std::optional<double> target;
};

// The verdict on the latest row. Marks the latest group only, in the last places of `scratch`,
// which has room for a mark for each row. An empty series is unknown. Linear, no allocation; safe
// from any thread that has its own scratch.
Verdict JudgeXmr(const XmrSeries& series, const XmrOptions& options, std::span<Marked> scratch);

// One group of a chart.
struct XmrGroup {
  std::size_t first = 0;
  std::size_t rows = 0;
  XmrLimits limits;
};

// Everything that a chart shows.
struct XmrChart {
  std::vector<XmrGroup> groups;  // oldest first; none for an empty series
  std::vector<Marked> points;    // one for each row
  Verdict verdict;
};

XmrChart ComputeXmrChart(const XmrSeries& series, const XmrOptions& options);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_XMR_H_
