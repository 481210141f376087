#include "daemon/http/kept_facts.h"

#include <memory>

#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/definitions.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/overdue.h"
#include "daemon/insight/review.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::http {

std::shared_ptr<const insight::Overdue> KeptFacts::OverdueAt(
    absl::Time now, const std::shared_ptr<const domain::Definitions>& definitions,
    const insight::LatestSnapshot& latest) {
  const base::MutexLock lock(mutex_);
  OfLatest& kept = of_latest_;
  const bool holds = kept.overdue != nullptr && kept.overdue->HoldsAt(now) &&
                     kept.definitions == definitions && kept.latest == latest;
  if (!holds) {
    kept = {.definitions = definitions,
            .latest = latest,
            .overdue = std::make_shared<const insight::Overdue>(
                insight::CountOverdue(*definitions, latest, now))};
  }
  return kept.overdue;
}

std::shared_ptr<const insight::Review> KeptFacts::ReviewAt(
    absl::Time now, const std::shared_ptr<const domain::Definitions>& definitions,
    const insight::VerdictSnapshot& verdicts) {
  const base::MutexLock lock(mutex_);
  OfVerdicts& kept = of_verdicts_;
  const bool holds = kept.review != nullptr && kept.review->HoldsAt(now) &&
                     kept.definitions == definitions &&
                     kept.verdicts.organisations == verdicts.organisations;
  if (!holds) {
    kept = {.definitions = definitions,
            .verdicts = verdicts,
            .review = std::make_shared<const insight::Review>(
                insight::ReviewAt(now, *definitions, verdicts))};
  }
  return kept.review;
}

}  // namespace trustwatch::http
