#ifndef TRUSTWATCH_TESTS_INSIGHT_REVIEW_BUILDER_H_
#define TRUSTWATCH_TESTS_INSIGHT_REVIEW_BUILDER_H_

#include <map>
#include <vector>

#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/history/judge.h"
#include "daemon/insight/verdicts.h"

namespace trustwatch::testing {

// What a verdict made by hand says: by default of 24 monthly periods to June 2026, with firm limits
// and no signal.
struct VerdictWords {
  const char* newest = "2026-06";  // the month in which the newest period ends
  stats::Label label = stats::Label::kCommonCause;
  const char* since = nullptr;  // likewise; nullptr: there is no signal
  const char* split = nullptr;  // of the first period after the latest step change
  domain::Span span{domain::Span::Unit::kMonths, 1};
  int step = 1;  // months from one period to the next
  history::Recent recent{.known = 0xFF};
  bool trial = false;
};
history::SeriesVerdict VerdictOf(const VerdictWords& words);

// Verdicts made by hand, for slices that live as long as this.
class ReviewBuilder {
 public:
  // Organisations come in order of code, and slices of each in order of their first use.
  void Add(const char* organisation, const domain::Slice& slice,
           const history::SeriesVerdict& verdict);
  insight::VerdictSnapshot Get() const;

 private:
  std::map<domain::Slice, int> slices_;
  std::map<domain::OdsCode, std::vector<insight::JudgedSeries>> series_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INSIGHT_REVIEW_BUILDER_H_
