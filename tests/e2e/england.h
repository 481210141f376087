#ifndef TRUSTWATCH_TESTS_E2E_ENGLAND_H_
#define TRUSTWATCH_TESTS_E2E_ENGLAND_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/published.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/receipt.h"
#include "daemon/domain/value.h"
#include "daemon/history/figures.h"
#include "daemon/ingest/step_change_recorder.h"
#include "daemon/ingest/submitter.h"
#include "daemon/insight/owed.h"
#include "daemon/insight/step_changes.h"
#include "daemon/insight/verdict_reader.h"
#include "daemon/insight/verdicts.h"
#include "daemon/store/store.h"
#include "tests/e2e/published_files.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace trustwatch::testing {

// England's definitions, as deploy/catalogue/england has them; read once.
std::shared_ptr<const domain::Definitions> EnglandsDefinitions();

// The indicator that a measure of the MHSDS is published as; nullptr if it is none of ours.
const domain::Indicator* IndicatorOf(std::string_view measure);

// One row of a draft, without an explanation.
domain::DraftObservation RowOf(std::string_view indicator, const domain::Period& period,
                               const domain::Value& value);

// The rooms of the daemon in process, from Submit to the verdict, over a real store in a folder of
// their own and under England's definitions. The clock stands still where a test puts it.
class England {
 public:
  England();

  // Noon on a day, UTC.
  void SetClock(std::string_view day);
  // Noon on the 20th of the month after a period: when it is usually sent.
  void SetClockAfter(const domain::Period& period);

  absl::StatusOr<ingest::Reply> Submit(domain::Draft draft);
  // What a dry run of rows says; nothing is recorded.
  ingest::Reply DryRun(std::string_view organisation, std::vector<domain::DraftObservation> rows);
  // Records rows, each with the same explanation; a test fails if one is refused.
  ingest::Reply Record(std::string_view organisation, std::vector<domain::DraftObservation> rows,
                       std::string_view explanation = "as published");
  // Records the months of a published measure that end before a day, as published; at the clock.
  void RecordBefore(domain::Day day, std::string_view organisation, std::string_view measure);

  // The chart of a series now, or as of an instant.
  insight::ChartView Chart(std::string_view organisation, std::string_view indicator,
                           std::string_view span = "P1M",
                           std::optional<absl::Time> as_of = std::nullopt) const;
  // What the register proposes for an organisation and nobody recorded yet.
  std::vector<insight::ProposedStepChange> Proposals(std::string_view organisation) const;
  // Records a step change that is approved.
  void RecordStepChange(std::string_view organisation, std::string_view indicator,
                        std::string_view first_day, std::string_view cause);
  // What an organisation owes of an indicator for the month of a day.
  std::vector<insight::OwedItem> Owed(std::string_view organisation, std::string_view indicator,
                                      std::string_view day) const;

  const insight::VerdictReader& verdict_reader() const { return verdict_reader_; }
  absl::Time now() const { return clock_.Now(); }

 private:
  TemporaryFolder folder_;
  FakeClock clock_;
  base::Published<domain::Definitions> definitions_{EnglandsDefinitions()};
  history::Figures figures_;  // this and the verdicts outlive the store, which calls them
  insight::Verdicts verdicts_{figures_, definitions_};
  std::unique_ptr<store::Store> store_;
  store::Store* opened_;  // store_, also while that is being destroyed
  ingest::Submitter submitter_;
  ingest::StepChangeRecorder recorder_;
  insight::VerdictReader verdict_reader_;
  insight::StepChangeBook step_changes_;
  insight::OwedReader owed_reader_;
  int requests_ = 0;
};

// What findings say: REASON "message", REASON "message". Without any: no question.
std::string Tell(const std::vector<domain::Finding>& findings);
// The verdict of a chart in a sentence.
std::string Sentence(const insight::ChartView& view);
// The row of a chart that is a month; absent if the chart does not reach it.
std::optional<std::size_t> RowOfMonth(const insight::ChartView& view, std::string_view month);
// True if the chart has two processes, of which the second begins in a month, with limits of its
// own, and the step change that parts them has this cause.
bool IsSplitAt(const insight::ChartView& view, std::string_view month, std::string_view cause);

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_E2E_ENGLAND_H_
