#ifndef TRUSTWATCH_DAEMON_SAMPLES_SERIES_VALUES_H_
#define TRUSTWATCH_DAEMON_SAMPLES_SERIES_VALUES_H_

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/history/grid.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_source.h"
#include "daemon/samples/held.h"
#include "daemon/samples/metric.h"

namespace trustwatch::samples {

// The verdicts that series of `metric` are told apart by, in their order; of all but kPoint none,
// which is one empty word.
std::span<const std::string_view> WordsOf(Metric metric);

// False: no series that is judged by these rules has values of `metric`, whatever its figures.
bool MayHave(Metric metric, const history::Rules& rules);

// What a metric says of one series. Not thread-safe: keeps memory between series.
class SeriesValues {
 public:
  // `word`: the verdict, of kPoint; else empty.
  using Visit = std::function<void(std::string_view word, std::span<const Held>)>;

  // Visits the values of `metric`, oldest first: once, or for kPoint once for each verdict that
  // some point has, by word; not at all where there is none. A figure of kValue and kPoint is a
  // number, as the charts plot it; the lines and the target stand at every period from the first
  // figure to the last. About 0.1 us for kValue of 72 months, a few us for what needs the chart.
  void Each(Metric metric, const history::SeriesPast& past, const history::Rules& rules,
            const Visit& visit);

 private:
  void AddFigures(const history::SeriesPast& past, const history::Rules& rules);
  void AddTargets(const history::SeriesPast& past, const history::Rules& rules);
  void AddLine(Metric metric, const history::SeriesChart& chart);
  void EachWord(const history::SeriesChart& chart, const history::Rules& rules, const Visit& visit);
  void Add(const history::Timeline& timeline, std::size_t position, double value);

  history::Grid grid_;
  std::vector<Held> held_;
};

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_SERIES_VALUES_H_
