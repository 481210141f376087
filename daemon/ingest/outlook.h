#ifndef TRUSTWATCH_DAEMON_INGEST_OUTLOOK_H_
#define TRUSTWATCH_DAEMON_INGEST_OUTLOOK_H_

#include <optional>

#include "daemon/domain/value.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/stats/run_rules.h"
#include "daemon/stats/verdict.h"

namespace trustwatch::ingest {

// What a chart says of the period of one row once the draft is recorded. Borrows the catalogue that
// judged it.
struct Outlook {
  stats::Label label = stats::Label::kCommonCause;
  stats::Variation variation = stats::Variation::kCommonCause;
  stats::Lines lines;
  history::Rules rules;
  std::optional<domain::Value> before;            // what was current
  std::optional<double> change;                   // since then, where both are numbers
  std::optional<history::SeriesVerdict> verdict;  // at the series' latest period
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_OUTLOOK_H_
