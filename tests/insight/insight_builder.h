#ifndef TRUSTWATCH_TESTS_INSIGHT_INSIGHT_BUILDER_H_
#define TRUSTWATCH_TESTS_INSIGHT_INSIGHT_BUILDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/series.h"
#include "daemon/history/disclosed_figures.h"
#include "daemon/history/figures.h"
#include "daemon/insight/latest.h"
#include "daemon/insight/verdicts.h"
#include "tests/store/store_builder.h"
#include "tests/support/definitions_builder.h"

namespace trustwatch::testing {

// Noon UTC on a day.
absl::Time NoonOf(std::string_view day);

// When June 2026 is due: 14 July, 22:59:59 UTC, the tenth working day in British Summer Time.
inline const absl::Time kJuneIsDue =
    absl::FromCivil(absl::CivilSecond(2026, 7, 14, 22, 59, 59), absl::UTCTimeZone());

// One row of a submission.
struct ReportedRow {
  domain::Slice slice;
  std::string_view period;
  domain::Value value;
};

// A store with definitions in force and the latest values that follow its commits.
struct InsightFixture {
  InsightFixture();

  // Records a submission at an instant, as ingest would judge it: a repetition of what is current
  // keeps its revision. The number of the submission.
  domain::SubmissionId Report(absl::Time at, std::string_view organisation,
                              const std::vector<ReportedRow>& rows,
                              domain::Status status = domain::Status::kProvisional);
  // One number of calls_offered.
  domain::SubmissionId ReportCalls(absl::Time at, std::string_view organisation,
                                   std::string_view period, double value,
                                   domain::Status status = domain::Status::kProvisional);
  void Withdraw(absl::Time at, domain::SubmissionId id);

  store::Store& store() { return *stored.store; }

  base::Published<domain::Definitions> definitions{DefinitionsBuilder().Build()};
  // These outlive the store, which calls them.
  insight::Latest latest;
  history::Figures figures;
  history::DisclosedFigures disclosed{figures, definitions};
  insight::Verdicts verdicts{figures, definitions};
  insight::Verdicts disclosed_verdicts{disclosed, definitions};
  StoreFixture stored;

 private:
  int requests_ = 0;
};

// "2026-04 62.5 r1 p @3": period, value, revision, status (p, r, f) and submission.
std::string Tell(const domain::Point& point);
// "XA1 calls_offered - P1M: " and its points, joined by "; ".
std::string Tell(const domain::Series& series);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_INSIGHT_INSIGHT_BUILDER_H_
