#ifndef TRUSTWATCH_DAEMON_SAMPLES_FACTS_H_
#define TRUSTWATCH_DAEMON_SAMPLES_FACTS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/register.h"
#include "daemon/domain/step_change.h"
#include "daemon/samples/held.h"
#include "daemon/samples/metric.h"

// The series that are not figures: few, so they own what they say. Pure.
namespace trustwatch::samples {

// Sorted by name; without __name__.
using OwnedLabels = std::vector<std::pair<std::string, std::string>>;

struct FactSeries {
  Metric metric = Metric::kEvent;
  OwnedLabels labels;
  std::vector<Held> held;
};

// kEvent with the labels org, kind, cause (in words) and, of a step change in one indicator alone,
// indicator. A fact stands at the instant of the month in which it begins to show, and holds for
// that month. Withdrawn step changes are left out.
std::vector<FactSeries> EventsOf(const std::vector<domain::StepChange>& changes,
                                 const domain::Register& organisations);

// kOrganisation: every organisation of the register with the labels org, name, kind, region and
// icb, 1 in each month in which it is open, from January 2010 or its first to its last or `now`.
std::vector<FactSeries> OrganisationsOf(const domain::Register& organisations, absl::Time now);

// kIndicatorInfo: every indicator of the catalogue with the labels indicator, title, unit and
// direction, 1 in each month from January 2010 to that of `now`.
std::vector<FactSeries> IndicatorsOf(const domain::Catalogue& catalogue, absl::Time now);

// kHistoryUp: 1 at `now`, and held from January 2010 to ten minutes after `now`.
FactSeries UpOf(absl::Time now);

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_FACTS_H_
