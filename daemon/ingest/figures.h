#ifndef TRUSTWATCH_DAEMON_INGEST_FIGURES_H_
#define TRUSTWATCH_DAEMON_INGEST_FIGURES_H_

#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/store/reader.h"

namespace trustwatch::ingest {

// What is current for one organisation in the periods of a draft, read from the store once. Not
// thread-safe. Borrows the reader.
class Figures {
 public:
  Figures(store::Reader& reader, const domain::OdsCode& organisation)
      : reader_(reader), organisation_(organisation) {}

  // Reads the periods that end on these days, oldest first, each once. Errors are the reader's.
  absl::Status Load(const std::vector<domain::Day>& last_days);

  // nullptr if there is none, or the period's last day was not loaded.
  const store::CurrentObservation* Find(store::SliceId slice, const domain::Period& period) const;

  // The highest revision that a figure without a current value ever had, withdrawn ones included; 0
  // if none. The first question about a last day reads its history, later ones cost a look-up.
  absl::StatusOr<int> RevisionMax(store::SliceId slice, const domain::Period& period);

 private:
  struct Day {
    domain::Day last_day;
    std::vector<store::CurrentObservation> current;  // by period and slice
  };
  using Revisions = absl::flat_hash_map<std::pair<store::SliceId, domain::Period>, int>;

  store::Reader& reader_;
  domain::OdsCode organisation_;
  std::vector<Day> days_;  // by last day
  std::map<domain::Day, Revisions> histories_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_FIGURES_H_
