#ifndef TRUSTWATCH_DAEMON_INGEST_ROW_INDEX_H_
#define TRUSTWATCH_DAEMON_INGEST_ROW_INDEX_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "daemon/domain/period.h"
#include "daemon/ingest/findings.h"
#include "daemon/ingest/row.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// Which row of a draft carries which figure. Not thread-safe to make; then const. Borrows the rows.
class RowIndex {
 public:
  // Refuses the rows that carry the same figure as another; each finding names the first, and that
  // of the first names all others. `rows` in the order of the draft.
  RowIndex(const std::vector<Row>& rows, Findings& findings);

  // The first row that carries the figure; absent if none does.
  std::optional<std::int32_t> Find(const IndicatorRules& rules, absl::string_view breakdown,
                                   const domain::Period& period) const;

 private:
  struct Key {
    const IndicatorRules* rules;
    absl::string_view breakdown;
    domain::Period period;

    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H state, const Key& key) {
      return H::combine(std::move(state), key.rules, key.breakdown, key.period);
    }
  };

  absl::flat_hash_map<Key, std::int32_t> first_rows_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_ROW_INDEX_H_
