#ifndef TRUSTWATCH_DAEMON_HISTORY_FIGURES_H_
#define TRUSTWATCH_DAEMON_HISTORY_FIGURES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/mutex.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/domain/step_change.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_source.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::history {

// When new processes begin in the series of one organisation.
class StepDays {
 public:
  StepDays() = default;
  // Of one organisation; those that are withdrawn count for nothing.
  explicit StepDays(const std::vector<domain::StepChange>& changes);

  // The first days of new processes in the series of an indicator, ascending, each once.
  std::vector<domain::Day> Of(const domain::IndicatorId& indicator) const;

 private:
  std::vector<domain::Day> of_all_;
  std::map<std::string, std::vector<domain::Day>, std::less<>> of_one_;  // by indicator
};

// The current figures of every series and the step changes of every organisation, in memory, so
// that judging needs no disk. An organisation is read from the store when somebody first asks for
// it, and follows the commits from then on; after a withdrawal or a step change it is read again.
// About 16 bytes a figure. Safe from any thread; Apply from one at a time, which is the store's
// writer.
//
// A commit is seen by all who ask after its acknowledgement, and before the store publishes the
// organisation's new version.
class Figures final : public SeriesSource {
 public:
  // What StoreOptions::on_committed calls, in the order of commits. About 50 ns a row; reads
  // nothing.
  void Apply(const store::Store& store, const store::Committed& committed)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Copies a series; empty if nobody reported it. Reads the organisation first if need be: about
  // 0.3 us a recorded row. Errors are those of store::Store.
  absl::Status Copy(const store::Store& store, const domain::OdsCode& organisation,
                    store::SliceId slice, SeriesPast& past) const override
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Copies the figures of several slices as they stand at one moment, in their order.
  absl::Status CopyAll(const store::Store& store, const domain::OdsCode& organisation,
                       std::span<const store::SliceId> slices,
                       std::vector<SeriesFigures>& all) const ABSL_LOCKS_EXCLUDED(mutex_);

  // The step days alone, for a series that nobody reported yet.
  absl::StatusOr<std::vector<domain::Day>> StepDaysOf(const store::Store& store,
                                                      const domain::OdsCode& organisation,
                                                      const domain::IndicatorId& indicator) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The slices of an organisation that have a standing figure, ascending. As above.
  absl::StatusOr<std::vector<store::SliceId>> Slices(
      const store::Store& store, const domain::OdsCode& organisation) const override
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // One organisation. Never removed, so that a pointer to it stays good.
  struct Part {
    mutable base::Mutex mutex;
    bool is_loaded ABSL_GUARDED_BY(mutex) = false;
    std::uint64_t applied_count ABSL_GUARDED_BY(mutex) = 0;  // what was read before one is old
    absl::flat_hash_map<store::SliceId, SeriesFigures> series ABSL_GUARDED_BY(mutex);
    StepDays step_days ABSL_GUARDED_BY(mutex);
  };

  Part& PartOf(const domain::OdsCode& organisation) const ABSL_LOCKS_EXCLUDED(mutex_);
  // Loads the part if it is not, and calls `use` with its series and step days, under its lock.
  template <typename Use>
  absl::Status With(const store::Store& store, const domain::OdsCode& organisation,
                    const Use& use) const;

  mutable base::Mutex mutex_;
  mutable std::map<domain::OdsCode, std::unique_ptr<Part>> parts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_FIGURES_H_
