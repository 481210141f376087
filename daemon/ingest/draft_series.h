#ifndef TRUSTWATCH_DAEMON_INGEST_DRAFT_SERIES_H_
#define TRUSTWATCH_DAEMON_INGEST_DRAFT_SERIES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "daemon/domain/identifiers.h"
#include "daemon/history/figures.h"
#include "daemon/history/grid.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/outlook.h"
#include "daemon/ingest/row.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace trustwatch::ingest {

// A row beside what the store knows of its figure.
struct Standing {
  std::optional<store::SliceId> slice;                 // absent: nobody has reported the slice yet
  const store::CurrentObservation* current = nullptr;  // nullptr: there is none
};

// Lays the rows of a draft into the history of their series, asks about slips, and says how each
// row will look. Not thread-safe. Borrows all that it is given.
class DraftSeries {
 public:
  struct Parts {
    const store::Store& store;
    const history::Figures& figures;
    const domain::OdsCode& organisation;
    const domain::Catalogue& catalogue;
    const std::vector<Row>& rows;
    const std::vector<Standing>& standings;  // one for each row
  };
  DraftSeries(const Parts& parts, Findings& findings) : parts_(parts), findings_(findings) {}

  // Rows that are refused so far take no part. A number that is current already is not asked about.
  // With `outlooks`: fills in those of the first rows, one for each, absent for a row that takes no
  // part. Errors are the store's. About 0.5 us a row, and 2 us for each series with outlooks.
  absl::Status Judge(std::vector<std::optional<Outlook>>* outlooks);

 private:
  // One row of a series.
  struct Place {
    std::int32_t slice = 0;  // as Row::slice
    history::Ordinal at = 0;
    std::size_t row = 0;
  };
  using Series = std::span<const Place>;

  std::vector<Place> PlacesBySeries() const;
  absl::Status Load(const Row& row, const Standing& standing);
  void AskAbout(Series series);
  void FillIn(Series series, const history::Rules& rules,
              std::vector<std::optional<Outlook>>& outlooks) const;

  const Parts parts_;
  Findings& findings_;
  history::SeriesPast past_;  // of the series in hand, with the draft's rows in it
  history::Grid grid_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_DRAFT_SERIES_H_
