#ifndef TRUSTWATCH_DAEMON_INSIGHT_COMPARED_FIGURES_H_
#define TRUSTWATCH_DAEMON_INSIGHT_COMPARED_FIGURES_H_

#include <memory>
#include <vector>

#include "daemon/domain/catalogue.h"
#include "daemon/domain/observation.h"
#include "daemon/history/series_figures.h"

namespace trustwatch::insight {

// What one series of an organisation brings to a comparison with others, at whatever period the
// others have. About 0.6 KiB for a monthly series: the figures of the newest two years
// (kReportsWithin) and the one before, because a period that is older than that is compared only
// where everybody has long been silent now and then. Immutable.
struct ComparedFigures {
  std::vector<history::Ordinal> periods;  // with a standing value of whatever kind; ascending
  std::vector<history::Ratio> ratios;     // one for each; a denominator of 0: no counted number
  bool begins_earlier = false;            // the series has more before the first
};

// Of a series as its view shows it. nullptr if /metrics compares no such series: it is not the
// whole over the indicator's first span, or no proportion or rate, or has no figure.
std::shared_ptr<const ComparedFigures> ComparedFiguresOf(const history::SeriesFigures& figures,
                                                         const domain::Slice& slice,
                                                         const domain::Catalogue& catalogue);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_COMPARED_FIGURES_H_
