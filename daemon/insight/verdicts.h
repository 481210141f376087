#ifndef TRUSTWATCH_DAEMON_INSIGHT_VERDICTS_H_
#define TRUSTWATCH_DAEMON_INSIGHT_VERDICTS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/base/published.h"
#include "daemon/domain/catalogue.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/history/judge.h"
#include "daemon/history/rules.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_source.h"
#include "daemon/insight/compared_figures.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::insight {

// The verdict on one series.
struct JudgedSeries {
  store::SliceId slice_id{};
  const domain::Slice* slice = nullptr;  // lives as long as the store
  // What the newest period's figure is; a number is verdict.latest_value.
  history::FigureKind latest_kind = history::FigureKind::kMissing;
  history::SeriesVerdict verdict;
  std::shared_ptr<const ComparedFigures> compared;  // shared by those who took a snapshot
};

// Judges a series that was read already; everything that is said of it follows. As JudgeLatest.
JudgedSeries JudgeSeries(store::SliceId slice_id, const domain::Slice& slice,
                         const history::SeriesPast& past, const history::Rules& rules,
                         const domain::Catalogue& catalogue, history::Scratch& scratch);

// The verdicts on the series of one organisation that have a standing figure, by slice_id.
// Immutable.
struct OrganisationVerdicts {
  domain::OdsCode organisation;
  std::vector<JudgedSeries> series;
};

// By organisation code, with the definitions that they were judged by.
struct VerdictSnapshot {
  std::shared_ptr<const domain::Definitions> definitions;
  std::vector<std::shared_ptr<const OrganisationVerdicts>> organisations;
};

// The verdict on every series of a source, which says whether it is the exact view or the disclosed
// one; kept in memory. A commit marks the series that it touches, and
// whoever looks next judges those and no others: a restated figure of an old month too, a step
// change, a withdrawal, and everything after new definitions. So the writer never judges, and a
// snapshot always holds what was acknowledged before it was taken. Whoever took one keeps it, which
// is why its parts are shared. It can be rebuilt from the store at any moment and is then the same.
// Safe from any thread. Borrows both, which must outlive it.
class Verdicts {
 public:
  Verdicts(const history::SeriesSource& source,
           const base::Published<domain::Definitions>& definitions)
      : source_(source), definitions_(definitions) {}

  // What StoreOptions::on_committed calls, after the source was told. A few ns a row.
  void Apply(const store::Committed& committed) ABSL_LOCKS_EXCLUDED(mutex_);

  // About 1 us for each series touched since the last snapshot (the first judges all), and 10 ns
  // for each organisation. One thread judges, others wait for it. Errors are those of store::Store;
  // what was marked stays marked then.
  absl::StatusOr<VerdictSnapshot> Snapshot(const store::Store& store)
      ABSL_LOCKS_EXCLUDED(refresh_mutex_, mutex_);

 private:
  // What must be judged again of one organisation.
  struct Mark {
    bool is_all = false;
    std::vector<store::SliceId> slices;
  };
  using Marks = std::map<domain::OdsCode, Mark>;
  using Part = std::shared_ptr<const OrganisationVerdicts>;

  absl::StatusOr<Marks> TakeMarks(const store::Store& store)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_) ABSL_LOCKS_EXCLUDED(mutex_);
  void PutBack(const Marks& marks) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Refresh(const store::Store& store, const domain::OdsCode& organisation, Mark mark)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  absl::StatusOr<JudgedSeries> Judge(const store::Store& store, const domain::OdsCode& organisation,
                                     store::SliceId slice)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  const history::Rules& RulesFor(const store::Store& store, store::SliceId slice)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);

  const history::SeriesSource& source_;
  const base::Published<domain::Definitions>& definitions_;
  base::Mutex refresh_mutex_;  // taken before mutex_
  base::Mutex mutex_;
  Marks marks_ ABSL_GUARDED_BY(mutex_);

  bool is_first_ ABSL_GUARDED_BY(refresh_mutex_) = true;
  std::shared_ptr<const domain::Definitions> judged_by_ ABSL_GUARDED_BY(refresh_mutex_);
  std::vector<std::optional<history::Rules>> rules_ ABSL_GUARDED_BY(refresh_mutex_);  // by slice_id
  std::map<domain::OdsCode, Part> parts_ ABSL_GUARDED_BY(refresh_mutex_);
  history::Scratch scratch_ ABSL_GUARDED_BY(refresh_mutex_);
  history::SeriesPast past_ ABSL_GUARDED_BY(refresh_mutex_);
};

}  // namespace trustwatch::insight

#endif  // TRUSTWATCH_DAEMON_INSIGHT_VERDICTS_H_
