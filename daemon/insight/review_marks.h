#ifndef TRUSTWATCH_DAEMON_INSIGHT_REVIEW_MARKS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_REVIEW_MARKS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/history/series_figures.h"
#include "daemon/insight/verdicts.h"

// Months in which figures may have moved though nobody's care did. Pure.
namespace trustwatch::insight {

enum class ReviewReason : std::uint8_t {
  // More organisations than chance explains step out of their limits on the same side in a month.
  kManyStepTogether,
  kDefinitionChanged,  // the catalogue says that the indicator has another definition since
  kMerger,             // merger, acquisition, split or transfer of services
  kCoverageChanged,    // figures come from more or fewer services
};

// many_step_together, definition_changed, merger or coverage_changed.
std::string_view ReviewWord(ReviewReason reason);

// A mark of month M holds while the last complete month in London is M or one of the five after it,
// and in M itself: then it ends, whatever anybody did.
inline constexpr int kReviewMonths = 6;

// A month that is marked, as the ordinal of a span in months.
struct ReviewMark {
  ReviewReason reason = ReviewReason::kManyStepTogether;
  history::Ordinal month = 0;
  // On which side many organisations step out: of kManyStepTogether alone.
  bool is_above = false;
  bool is_below = false;

  friend bool operator==(const ReviewMark&, const ReviewMark&) = default;
};

// Of everybody's figures of one indicator over one span.
struct IndicatorMark {
  domain::Slice whole;
  ReviewMark mark;

  friend bool operator==(const IndicatorMark&, const IndicatorMark&) = default;
};

// Of all figures of one organisation.
struct OrganisationMark {
  domain::OdsCode organisation;
  ReviewMark mark;

  friend bool operator==(const OrganisationMark&, const OrganisationMark&) = default;
};

struct ReviewMarks {
  std::vector<IndicatorMark> indicators;        // by slice, reason and month
  std::vector<OrganisationMark> organisations;  // by code, reason and month
};

// True if chance does not make so many of `organisations` step out of their limits on one side in
// one period: three at least, and so many that P(X >= outside) is under 1 in 10,000 for X binomial
// with a chance of 1 in 200 for each. Of 3 organisations it takes all 3, of 53 it takes 5, of 1,000
// it takes 16. A figure of a process in control lies outside on one side in 1 to 5 of 1,000 (normal
// figures less often, small counts above more often), so the budget is at most 1 marked period in
// 5,000 by chance; tests/insight/review_budget_test.cc counts them, and found none in 72,000. What
// all organisations feel together, such as a winter, is marked too: it is nobody's deterioration.
bool IsMoreThanChance(int organisations, int outside);

// Every mark that holds at an instant, for figures as `verdicts` show them.
// - many step together: of the whole over a span, in each of the newest eight periods, counted are
//   organisations with firm limits (12 figures or more, and not of low volume: counts about 1 lie
//   outside 4 times as often), a figure in that period and one before it. Who lay outside on that
//   side in the period before has not stepped: figures that grow for years, as national counts do,
//   lie outside in every month. Its month is that of the period's last day. While few have reported
//   it takes three; what the others report may take the mark away.
// - definition changed: the month of each change from version 2 on, for every span of the
// indicator.
// - merger and coverage changed: the first month of the register's events, for AffectedBy.
// About 50 ns a series.
ReviewMarks ReviewMarksAt(absl::Time now, const domain::Definitions& definitions,
                          const VerdictSnapshot& verdicts);

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_REVIEW_MARKS_H_
