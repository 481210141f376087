#ifndef TRUSTWATCH_DAEMON_HISTORY_GRID_H_
#define TRUSTWATCH_DAEMON_HISTORY_GRID_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "daemon/domain/period.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"

namespace trustwatch::history {

// Which period stands at each position of a judged series. Plain data.
struct Timeline {
  domain::Span span;
  Ordinal first = 0;      // of position 0
  std::int32_t step = 1;  // ordinals from one position to the next

  Ordinal OrdinalAt(std::size_t position) const {
    return first + step * static_cast<Ordinal>(position);
  }
  // Of an ordinal that the series has.
  std::size_t PositionOf(Ordinal at) const { return static_cast<std::size_t>((at - first) / step); }
  domain::Period PeriodAt(std::size_t position) const;

  friend bool operator==(const Timeline&, const Timeline&) = default;
};

// A series as the formulas want it: one row for each period from the first figure to the last,
// those that nobody reported as unknown rows. Kept between series, so that it costs no allocation.
struct Grid {
  Timeline timeline;
  std::vector<double> values;
  std::vector<std::uint8_t> known;  // empty if all are
  // As long as values if every known number has both, else empty.
  std::vector<double> numerators;
  std::vector<double> denominators;
  std::vector<std::size_t> group_starts;  // where a process begins after a step change

  std::size_t rows() const { return values.size(); }
};

// A number is known; a nil return is 0 where the rules say so; every other absence is unknown.
bool IsKnownFigure(const Figure& figure, const Rules& rules);

// Lays the figures out. Periods are as far apart as the figures are: their greatest common
// distance, of spans longer than a month at most the span. So a rolling quarter that is reported
// monthly has monthly positions, one that is reported quarterly has none missing in between.
// `step_days`: the first days of new processes, ascending; a period that ends on or after one
// belongs to it. Linear in the rows.
void LayOut(const SeriesFigures& series, const Rules& rules, std::span<const domain::Day> step_days,
            Grid& grid);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_GRID_H_
