#ifndef TRUSTWATCH_DAEMON_INGEST_ROW_INDEX_H_
#define TRUSTWATCH_DAEMON_INGEST_ROW_INDEX_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/period_table.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/rulebook.h"
#include "daemon/ingest/slice_table.h"

namespace trustwatch::ingest {

// Which row of a draft carries which figure. Not thread-safe to make; then const. Borrows the rows.
class RowIndex {
 public:
  // Numbers the slices of the rows. Refuses the rows that carry the same figure as another; each
  // finding names the first, and that of the first names all others. `rows` in the order of the
  // draft.
  RowIndex(const Rulebook& rulebook, std::vector<Row>& rows, Findings& findings);

  // The first row that carries the figure; absent if none does.
  std::optional<std::int32_t> Find(const IndicatorRules& rules, absl::string_view breakdown,
                                   const PeriodFacts& period) const;

  // How many different slices the rows have.
  std::int32_t slice_count() const { return slices_.size(); }

 private:
  // A slice and a period, by their numbers.
  static std::uint64_t KeyOf(std::int32_t slice, const PeriodFacts& period) {
    return (std::uint64_t{static_cast<std::uint32_t>(slice)} << 32U) | period.number;
  }

  SliceTable slices_;
  absl::flat_hash_map<std::uint64_t, std::int32_t> first_rows_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_ROW_INDEX_H_
