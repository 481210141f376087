#ifndef TRUSTWATCH_DAEMON_HISTORY_DISCLOSED_FIGURES_H_
#define TRUSTWATCH_DAEMON_HISTORY_DISCLOSED_FIGURES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/mutex.h"
#include "daemon/base/published.h"
#include "daemon/domain/definitions.h"
#include "daemon/domain/identifiers.h"
#include "daemon/history/figures.h"
#include "daemon/history/series_figures.h"
#include "daemon/history/series_source.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::history {

// The series of `figures` as anybody may see them: disclosure.h, by the definitions in force. What
// hides nothing is copied from `figures` each time; the rest is kept, 16 bytes a figure (32 with a
// rounded ratio) that somebody asked for. A family, which is the series of one indicator and span,
// is disclosed anew when somebody asks after a commit that touched it, and everything after new
// definitions. Safe from any thread; Apply from one at a time. Borrows both, which must outlive it.
class DisclosedFigures final : public SeriesSource {
 public:
  DisclosedFigures(const Figures& figures, const base::Published<domain::Definitions>& definitions)
      : figures_(figures), definitions_(definitions) {}

  // What StoreOptions::on_committed calls, after Figures::Apply. About 20 ns a row; reads nothing.
  void Apply(const store::Committed& committed) ABSL_LOCKS_EXCLUDED(mutex_);

  absl::Status Copy(const store::Store& store, const domain::OdsCode& organisation,
                    store::SliceId slice, SeriesPast& past) const override
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<std::vector<store::SliceId>> Slices(
      const store::Store& store, const domain::OdsCode& organisation) const override;
  // The families of the slices.
  absl::Status AddAffected(const store::Store& store, const domain::OdsCode& organisation,
                           std::vector<store::SliceId>& slices) const override
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Family {
    std::vector<store::SliceId> slices;    // ascending
    std::vector<SeriesFigures> disclosed;  // one for each slice, or empty until somebody asks
  };
  // The families of an organisation that hide something.
  struct Families {
    std::shared_ptr<const domain::Definitions> definitions;  // that say so
    std::vector<Family> all;
    // Of every slice that has a standing figure its place in `all`; absent: it hides nothing.
    absl::flat_hash_map<store::SliceId, std::optional<std::size_t>> place_of;

    Family* Of(store::SliceId slice);
  };
  // A family that somebody asked for, and what it was made from.
  struct Stale {
    std::uint64_t applied_count = 0;
    std::shared_ptr<const domain::Definitions> definitions;
    Family family;
  };
  // One organisation. Never removed, so that a pointer to it stays good.
  struct Part {
    mutable base::Mutex mutex;
    std::uint64_t applied_count ABSL_GUARDED_BY(mutex) = 0;  // what was made before one is old
    Families families ABSL_GUARDED_BY(mutex);                // without definitions: not made yet
  };

  Part& PartOf(const domain::OdsCode& organisation) const ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<Families> MakeFamilies(const store::Store& store,
                                        const domain::OdsCode& organisation) const;
  absl::Status Disclose(const store::Store& store, const domain::OdsCode& organisation,
                        const domain::Definitions& definitions, Family& family) const;
  // Keeps what was made, unless something came in between.
  void Keep(const domain::OdsCode& organisation, store::SliceId slice, const Stale& made) const;
  // Makes the families if need be, and calls `use` with them and with how many commits they have
  // seen, under the lock.
  template <typename Use>
  absl::Status With(const store::Store& store, const domain::OdsCode& organisation,
                    const Use& use) const;

  const Figures& figures_;
  const base::Published<domain::Definitions>& definitions_;
  mutable base::Mutex mutex_;
  mutable std::map<domain::OdsCode, std::unique_ptr<Part>> parts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trustwatch::history

#endif  // TRUSTWATCH_DAEMON_HISTORY_DISCLOSED_FIGURES_H_
