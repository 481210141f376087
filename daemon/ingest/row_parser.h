#ifndef TRUSTWATCH_DAEMON_INGEST_ROW_PARSER_H_
#define TRUSTWATCH_DAEMON_INGEST_ROW_PARSER_H_

#include <cstddef>

#include "daemon/domain/draft.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/period_table.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// Reads what a sender wrote into a Row, and says all that keeps it from being read. The figure's
// own rules (value_rules.h) are part of reading it. Not thread-safe. Borrows all three.
class RowParser {
 public:
  RowParser(const Rulebook& rulebook, PeriodTable& periods, Findings& findings)
      : rulebook_(rulebook), periods_(periods), findings_(findings) {}

  // `index`: of the row in the draft.
  Row Parse(const domain::DraftObservation& draft, std::size_t index);

 private:
  const Rulebook& rulebook_;
  PeriodTable& periods_;
  Findings& findings_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_ROW_PARSER_H_
