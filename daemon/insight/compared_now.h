#ifndef TRUSTWATCH_DAEMON_INSIGHT_COMPARED_NOW_H_
#define TRUSTWATCH_DAEMON_INSIGHT_COMPARED_NOW_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/caller.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/insight/compared_funnel.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::insight {

// One organisation in the funnel of an indicator.
struct ComparedPeer {
  CountedPeer counted;
  // scale x numerator / denominator, which is what the flag compares; in the disclosed view the
  // number that is shown.
  double value = 0;
  PeerInFunnel place;
};

// The funnel of an indicator at the newest period at which organisations can be compared.
// Immutable.
struct ComparedIndicator {
  domain::IndicatorId indicator;
  domain::Period period;
  std::optional<double> centre;     // in the indicator's unit
  std::vector<ComparedPeer> peers;  // by code
};

// By indicator; those that have a funnel. Parts that did not change are shared.
using ComparedSnapshot = std::vector<std::shared_ptr<const ComparedIndicator>>;

// The funnels of one view: of every proportion and rate of the catalogue, the whole over its first
// span, among all organisations of the register. In the exact view they are those of
// ComparisonReader::Compare, by the same code; one that Compare would draw at a period that lies
// two years before somebody's newest is left out. In the disclosed view they are drawn from what is
// shown alone (history/disclosure.h, decisions/0006). Safe from any thread; reads no store.
class ComparedNow {
 public:
  explicit ComparedNow(domain::Sight sight) : sight_(sight) {}

  // The funnels of what was judged; `verdicts` are of this view. The same answer for the same
  // verdicts; otherwise only indicators of which some figure in the funnel changed are drawn anew,
  // about 2 us an organisation, and to see that takes 0.1 us a series that is compared. Whoever
  // else asks waits. Keeps the verdicts, which are shared, until it is asked again.
  ComparedSnapshot Of(const VerdictSnapshot& verdicts) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const domain::Sight sight_;
  base::Mutex mutex_;
  VerdictSnapshot last_ ABSL_GUARDED_BY(mutex_);
  ComparedSnapshot compared_ ABSL_GUARDED_BY(mutex_);  // of last_
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_COMPARED_NOW_H_
