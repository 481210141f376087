#ifndef TRUSTWATCH_DAEMON_HTTP_KEPT_FACTS_H_
#define TRUSTWATCH_DAEMON_HTTP_KEPT_FACTS_H_

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/definitions.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/overdue.h"
#include "daemon/insight/review.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::http {

// Keeps between scrapes what a page says that rests on all organisations or on the time, and makes
// it again only when it may differ. Whoever else asks meanwhile waits for it. Safe from any thread;
// takes no lock but its own.
class KeptFacts {
 public:
  // insight::CountOverdue at an instant; the same object while what it was made of is the same.
  // Costs a comparison of pointers for each organisation.
  std::shared_ptr<const insight::Overdue> OverdueAt(
      absl::Time now, const std::shared_ptr<const domain::Definitions>& definitions,
      const insight::LatestSnapshot& latest) ABSL_LOCKS_EXCLUDED(mutex_);

  // insight::ReviewAt, likewise.
  std::shared_ptr<const insight::Review> ReviewAt(
      absl::Time now, const std::shared_ptr<const domain::Definitions>& definitions,
      const insight::VerdictSnapshot& verdicts) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct OfLatest {
    std::shared_ptr<const domain::Definitions> definitions;
    insight::LatestSnapshot latest;
    std::shared_ptr<const insight::Overdue> overdue;  // nullptr: not made yet
  };
  struct OfVerdicts {
    std::shared_ptr<const domain::Definitions> definitions;
    insight::VerdictSnapshot verdicts;
    std::shared_ptr<const insight::Review> review;  // nullptr: not made yet
  };

  base::Mutex mutex_;
  OfLatest of_latest_ ABSL_GUARDED_BY(mutex_);
  OfVerdicts of_verdicts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::http

#endif  // TRUSTWATCH_DAEMON_HTTP_KEPT_FACTS_H_
