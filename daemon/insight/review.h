#ifndef TRUSTWATCH_DAEMON_INSIGHT_REVIEW_H_
#define TRUSTWATCH_DAEMON_INSIGHT_REVIEW_H_

#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/history/judge.h"
#include "daemon/insight/review_marks.h"
#include "daemon/insight/verdicts.h"

// The guard against artefacts: which signals may be nobody's deterioration, so that alerts of them
// wait until somebody looked. Held is not lost: the series and the marks are listed, a mark ends
// after kReviewMonths, and a recorded step change ends it for the series at once. Pure.
namespace trustwatch::insight {

// A series whose present signal may be an artefact, and why.
struct ReviewedSeries {
  domain::OdsCode organisation;
  const domain::Slice* slice = nullptr;  // lives as long as the store
  ReviewReason reason = ReviewReason::kManyStepTogether;

  friend bool operator==(const ReviewedSeries&, const ReviewedSeries&) = default;
};

// What is under review at any instant at which `month` is the last complete one in London.
struct Review {
  ReviewMarks marks;
  std::vector<ReviewedSeries> series;  // by organisation and slice, each reason once
  domain::Period month;

  bool HoldsAt(absl::Time now) const;
};

// True if a mark explains the present signal of a series that it is for. The signal begins in the
// marked month or the one after; of periods that are further apart, in the period that shows the
// month first or the one after (the last month of a period counts). The present process began
// before the marked month: after a step change in or after it the series is judged by its new
// figures alone, and somebody has looked. Where many step together the signal goes their way; and
// there a newest figure in the marked month that stepped out of the limits on their side is
// explained too, whenever the signal began.
bool Explains(const ReviewMark& mark, const history::SeriesVerdict& judged);

// Every series under review: a mark of its indicator and span or of its organisation explains its
// signal. A breakdown is marked with its whole. About 100 ns a series.
Review ReviewAt(absl::Time now, const domain::Definitions& definitions,
                const VerdictSnapshot& verdicts);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_REVIEW_H_
