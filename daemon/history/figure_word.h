#ifndef TRUSTWATCH_DAEMON_HISTORY_FIGURE_WORD_H_
#define TRUSTWATCH_DAEMON_HISTORY_FIGURE_WORD_H_

#include <string_view>

#include "daemon/history/series_figures.h"

namespace trustwatch::history {

// As domain::KindName: number, nil_return, not_applicable, suppressed or missing.
std::string_view FigureWord(FigureKind kind);

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_FIGURE_WORD_H_
