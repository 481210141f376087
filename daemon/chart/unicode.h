#ifndef TRUSTWATCH_DAEMON_CHART_UNICODE_H_
#define TRUSTWATCH_DAEMON_CHART_UNICODE_H_

#include <string>

#include "daemon/chart/chart_input.h"

namespace trustwatch::chart {

inline constexpr int kTextSideMax = 1'000;

// Columns and rows of the terminal, brought to 1 to kTextSideMax.
struct UnicodeOptions {
  int columns = 80;
  int rows = 20;
  bool ansi_colour = false;  // colours of a terminal with 256 of them
  bool ascii = false;        // no character beyond ASCII
};

// The chart as lines of text, each ended by a line feed and none wider than the columns: the series
// in braille dots with a mark at each figure, mean, limits and target, a legend with their values,
// and the sentence, with the remarks below it. Every character is one column wide. Of a series with
// more periods than columns the latest are drawn, and a line says so. No more lines than rows: what
// matters less is left out first, the chart itself where fewer than 4 rows or 12 columns remain for
// it or there is nothing to draw; a single row is the sentence. The same input gives the same
// bytes. Linear; safe from any thread.
std::string DrawUnicode(const ChartInput& input, const UnicodeOptions& options);

}  // namespace trustwatch::chart

#endif  // TRUSTWATCH_DAEMON_CHART_UNICODE_H_
