#ifndef TRUSTWATCH_DAEMON_INSIGHT_VERDICT_READER_H_
#define TRUSTWATCH_DAEMON_INSIGHT_VERDICT_READER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/register.h"
#include "daemon/domain/series.h"
#include "daemon/domain/step_change.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/tendency.h"
#include "daemon/insight/series_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/stats/assurance.h"
#include "daemon/stats/verdict.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// Which verdicts; empty lists mean all.
struct VerdictFilter {
  SeriesFilter series;
  std::vector<std::string> regions;
  std::vector<stats::Variation> variations;
  std::vector<stats::Assurance> assurances;
  bool whole_only = false;          // no breakdowns
  std::optional<absl::Time> as_of;  // now if absent
};

// One verdict, with what its words need. Borrowed for the length of a visit.
struct VerdictView {
  const domain::OdsCode& organisation;
  const domain::Slice& slice;
  const history::SeriesVerdict& verdict;
  history::Rules rules;
};

// A series with everything that its chart shows.
struct ChartView {
  std::shared_ptr<const domain::Definitions> definitions;  // shared: the pointers below are its
  domain::Series series;
  history::Rules rules;
  history::SeriesChart chart;
  history::Tendency tendency;
  const domain::Organisation* organisation = nullptr;  // nullptr: it left the register
  std::vector<domain::StepChange> step_changes;        // those that split the series, by first day
  std::vector<const domain::RegisterEvent*> events;  // of the organisation, in the chart's periods
};

// Answers what series say, now or as of any instant, exactly: `verdicts` must be those of the exact
// figures. Safe from any thread. Borrows all that it is
// given, which must outlive it.
class VerdictReader {
 public:
  VerdictReader(const store::Store& store, const base::Published<domain::Definitions>& definitions,
                Verdicts& verdicts)
      : store_(store), definitions_(definitions), verdicts_(verdicts) {}

  // Visits every verdict that fits, by organisation, indicator, breakdown and span, until `visit`
  // answers false. Now: from the snapshot. As of an instant: reads the store, about 0.3 us a
  // recorded row. kInvalidArgument (REGION_UNKNOWN), and the errors of SeriesReader::Each.
  absl::Status Each(const VerdictFilter& filter,
                    const std::function<bool(const VerdictView&)>& visit) const;

  // One series. Errors are those of SeriesReader::One.
  absl::StatusOr<ChartView> Chart(const SeriesName& name, std::optional<absl::Time> as_of) const;

 private:
  absl::Status EachNow(const VerdictFilter& filter,
                       const std::function<bool(const VerdictView&)>& visit) const;
  absl::Status EachAsOf(const VerdictFilter& filter, absl::Time as_of,
                        const std::function<bool(const VerdictView&)>& visit) const;

  const store::Store& store_;
  const base::Published<domain::Definitions>& definitions_;
  Verdicts& verdicts_;
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_VERDICT_READER_H_
