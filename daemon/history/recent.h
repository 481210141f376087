#ifndef TRUSTWATCH_DAEMON_HISTORY_RECENT_H_
#define TRUSTWATCH_DAEMON_HISTORY_RECENT_H_

#include <cstdint>
#include <span>

#include "daemon/domain/catalogue.h"
#include "daemon/history/grid.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/stats/run_rules.h"

// What the newest periods of a series say beside the verdict on the latest: what a rule needs that
// warns once and not each month anew. Pure.
namespace trustwatch::history {

// Runs go back from the latest period over known figures; unknown ones in between neither count nor
// end a run. More than 65,535 are told as so many.
struct Recent {
  // How many periods have the verdict that holds now (the same word), as the chart draws them
  // today: all points of a run or trend carry it, so that a run of seven makes seven at once. Ends
  // where the present process begins. 0: the latest period is unknown.
  std::uint16_t verdict_periods = 0;
  // How many meet the target in force in them, or how many miss it, whichever the latest does; 0
  // without a target, a number or a better way. A figure equal to the target meets it. A period
  // without a target ends the run. Step changes do not: a standard asks nothing of the process.
  std::uint16_t standard_periods = 0;
  std::uint16_t standard_periods_before = 0;  // how many just before those did the contrary
  bool standard_met = false;                  // by the latest, if standard_periods > 0
  bool low_volume = false;                    // figures rest on too few events: IsLowVolume
  // Of the newest eight periods, bit 0 the latest: which are known, and which of them lie outside
  // the limits on either side. Those before the present process are not in it.
  std::uint8_t known = 0;
  std::uint8_t above = 0;
  std::uint8_t below = 0;

  friend bool operator==(const Recent&, const Recent&) = default;
};

// How many periods have a bit in the sets of Recent.
inline constexpr int kRecentPeriods = 8;

// The latest process of a chart, one for each row, oldest first.
struct DrawnProcess {
  std::span<const stats::Marked> marked;
  std::span<const std::uint8_t> known;  // as plotted; empty: all
};

// Of a set of periods that lie outside on one side, those whose known period before does not: there
// the figures stepped out. The oldest known of the eight, of which that cannot be told, is none.
std::uint8_t SteppedOut(std::uint8_t outside, std::uint8_t known);
// The periods of which that can be told.
std::uint8_t WithKnownBefore(std::uint8_t known);

// `grid` is the series laid out, `drawn` its latest process on `chart`. Linear at worst, some 50 ns
// for most series.
Recent RecentOf(const SeriesFigures& series, const Rules& rules, const Grid& grid,
                domain::ChartKind chart, const DrawnProcess& drawn);

// True where chance alone moves the figures because they count so few: limits are made as if
// figures were near to normal, which needs 5 expected events or more, and of a proportion 5 of the
// others too (n p >= 5 and n (1 - p) >= 5). Expected is the mean over the newest 12 known figures:
// of a count the figure, of a proportion or rate the numerator. Where three or more of the newest
// 12 periods are suppressed it is true too, because what is suppressed is few; so it can be told of
// a disclosed series, which has no numerators. Never of money, durations and scores, and never on a
// t or g chart, which is made for rare events.
bool IsLowVolume(const SeriesFigures& series, const Rules& rules, domain::ChartKind chart,
                 std::int32_t step);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_RECENT_H_
