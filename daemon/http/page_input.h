#ifndef TRUSTWATCH_DAEMON_HTTP_PAGE_INPUT_H_
#define TRUSTWATCH_DAEMON_HTTP_PAGE_INPUT_H_

#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/http/kept_facts.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/overdue.h"
#include "daemon/insight/return_counts.h"
#include "daemon/insight/review.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::http {

// What the figures' part of a page shows. The parts are immutable and shared with the rooms that
// made them, so that two inputs are told apart by their pointers.
struct PageInput {
  std::shared_ptr<const domain::Definitions> definitions;
  insight::LatestSnapshot latest;
  insight::VerdictSnapshot verdicts;
  std::vector<insight::ReturnCount> counts;         // point into `definitions`
  std::shared_ptr<const insight::Overdue> overdue;  // nullptr: its family is left out
  std::shared_ptr<const insight::Review> review;    // nullptr: its families are
};

// With all that follows from the figures, the verdicts on them, the definitions and what the
// calendar says at `now`: of the page that is scraped and of a past one alike, so that neither says
// what the other does not. `facts` keeps what costs more from one page to the next. About 10 ns a
// value.
PageInput MakePageInput(std::shared_ptr<const domain::Definitions> definitions,
                        insight::LatestSnapshot latest, insight::VerdictSnapshot verdicts,
                        absl::Time now, KeptFacts& facts);

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_PAGE_INPUT_H_
