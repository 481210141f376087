#ifndef TRUSTWATCH_DAEMON_INGEST_PERIOD_RULES_H_
#define TRUSTWATCH_DAEMON_INGEST_PERIOD_RULES_H_

#include <cstddef>

#include "daemon/domain/register.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// Judges whether a row's period is over, whether the organisation existed in it, whether the
// indicator is reported over such a span, and whether it is owed. `kind`: of the organisation.
// What could not be read of the row is passed over. Pure; safe from any thread.
void CheckPeriod(const domain::Organisation& organisation, KindNumber kind, const Row& row,
                 std::size_t index, Findings& findings);

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_PERIOD_RULES_H_
