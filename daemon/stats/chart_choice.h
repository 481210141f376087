#ifndef TRUSTWATCH_DAEMON_STATS_CHART_CHOICE_H_
#define TRUSTWATCH_DAEMON_STATS_CHART_CHOICE_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace trustwatch::stats {

enum class Chart : std::uint8_t { kXmr, kPPrime, kUPrime, kT, kG };

// What a series counts or measures, as its catalogue entry says.
enum class DataKind : std::uint8_t {
  kMeasurement,           // an amount of something: days, pounds, seconds, a score
  kCount,                 // events or people in a period
  kProportion,            // people or events out of those that could be
  kRate,                  // events over exposure
  kTimeBetween,           // from one event to the next
  kOpportunitiesBetween,  // from one event to the next
};

// A chart that suits, and why, as a sentence in plain English.
struct ChartAdvice {
  Chart chart = Chart::kXmr;
  std::string_view reason;
  // The events are too rare for a chart by month: the reason says so, and that the dates of the
  // events would make a t chart. `chart` is the best for what there is.
  bool too_rare = false;
};

// The chart for `events` (the figures of a measurement or count, the numerators of a proportion or
// rate) and their `denominators` (empty when there are none). Flags as everywhere in this room: 0
// is unknown, empty is all known; known numbers are finite. Sources of the rules:
// - XmR for measurements, and by default: NHS England, Making Data Count.
// - p' and u' need the denominator of every known point: Laney, Quality Engineering 14 (2002) 531.
//   We ask for them where denominators vary by a quarter of their mean or more. Below that the
//   limits of all points are nearly equal, and XmR says the same with a chart that boards know
//   (D. J. Wheeler, Making Sense of Data, 2003: XmR for counts and rates; the quarter is the usual
//   rule for one common limit, Montgomery, chapter on charts for attributes).
// - Rare: more than a quarter of the months are zero (Provost and Murray, The Health Care Data
//   Guide, 2011: no more than 25 % zeros), or the median count is below 2. t or g instead:
//   Benneyan, Health Care Management Science 4 (2001) 305.
// n log n. Pure.
ChartAdvice AdviseChart(DataKind kind, std::span<const double> events,
                        std::span<const std::uint8_t> known, std::span<const double> denominators);

}  // namespace trustwatch::stats

#endif  // TRUSTWATCH_DAEMON_STATS_CHART_CHOICE_H_
