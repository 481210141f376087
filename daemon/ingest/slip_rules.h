#ifndef TRUSTWATCH_DAEMON_INGEST_SLIP_RULES_H_
#define TRUSTWATCH_DAEMON_INGEST_SLIP_RULES_H_

#include <cstddef>

#include "daemon/domain/value.h"
#include "daemon/history/grid.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// Asks about a number that its series makes doubtful: many times or a part of the usual, a fraction
// for a percentage, another unit, a lost sign, a copy of the period before, or an outlier without a
// simpler reason (stats/slips.h). Each question is of level explain: the row's explanation answers
// it. `grid` holds the series with the draft's rows in it, `position` that of the number; what
// comes later and what lies before the step change says nothing. A number within what its last 24
// periods have been is asked about only if it repeats the one just before.
void AskAboutSlips(const IndicatorRules& rules, const domain::Number& number,
                   const history::Grid& grid, std::size_t position, std::size_t row,
                   Findings& findings);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_SLIP_RULES_H_
