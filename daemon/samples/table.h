#ifndef TRUSTWATCH_DAEMON_SAMPLES_TABLE_H_
#define TRUSTWATCH_DAEMON_SAMPLES_TABLE_H_

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/history/series_figures.h"
#include "daemon/samples/archive.h"
#include "daemon/samples/query.h"

namespace trustwatch::samples {

// Everything that is said of one period of a series, for those who want rows rather than samples.
struct TableRow {
  domain::Period period;
  // What the organisation said; absent: nothing, the row stands for a period in between.
  std::optional<history::FigureKind> kind;
  double value = 0;          // if a number
  std::string_view verdict;  // stats::VerdictWord; "unknown" where no point is drawn
  std::optional<double> mean;
  std::optional<double> lower_limit;
  std::optional<double> upper_limit;
  bool trial_limits = false;  // mean and limits rest on too few figures to be firm
  std::optional<double> target;
};

// One series, borrowed for the length of a visit.
struct TableSeries {
  const domain::OdsCode& organisation;
  const domain::Slice& slice;
  std::span<const TableRow> rows;  // oldest first, from the first figure to the last; never empty
};

// Whether a query can be asked of a table. kInvalidArgument: LABEL_NOT_IN_TABLE for matchers on
// __name__ and verdict, because a row has every metric; and the errors of Plan::Make.
absl::Status CheckTableQuery(const Query& query);

// Visits the series that fit the query's matchers on org, indicator, breakdown, span and as_of,
// with the rows whose instant is in the query's, ordered by breakdown (first those that have one),
// indicator, organisation and span. False from `visit`: no more is wanted. A few us a series.
// Errors are those of CheckTableQuery and of Archive::Each.
absl::Status EachTableSeries(const Sources& sources, const Query& query,
                             const std::function<bool(const TableSeries&)>& visit);

}  // namespace trustwatch::samples

#endif  // TRUSTWATCH_DAEMON_SAMPLES_TABLE_H_
