#ifndef TRUSTWATCH_DAEMON_HISTORY_SERIES_WORDS_H_
#define TRUSTWATCH_DAEMON_HISTORY_SERIES_WORDS_H_

#include <optional>

#include "daemon/history/grid.h"
#include "daemon/history/rules.h"
#include "daemon/stats/sentence.h"

namespace trustwatch::history {

// The words of every sentence on one series: its unit, its periods, and what its figures can be.
// Positions may lie after the series. Pure.
stats::SentenceWords WordsOf(const Rules& rules, const Timeline& timeline,
                             std::optional<double> target);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_SERIES_WORDS_H_
