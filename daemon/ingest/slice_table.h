#ifndef TRUSTWATCH_DAEMON_INGEST_SLICE_TABLE_H_
#define TRUSTWATCH_DAEMON_INGEST_SLICE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "daemon/domain/period.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// The distinct slices of one draft, numbered from 0, so that rows are compared by numbers. The
// whole of an indicator over its usual span, which is nearly all that is ever sent, costs no
// hashing. Not thread-safe. Borrows rules and texts.
class SliceTable {
 public:
  static constexpr std::int32_t kNone = -1;

  // `row_count`: of the draft.
  SliceTable(const Rulebook& rulebook, std::size_t row_count)
      : row_count_(row_count), usual_(rulebook.size(), kNone) {}

  // Gives it the next number if it has none.
  std::int32_t Number(const IndicatorRules& rules, absl::string_view breakdown, domain::Span span);

  // kNone if it has none.
  std::int32_t Find(const IndicatorRules& rules, absl::string_view breakdown,
                    domain::Span span) const;

  std::int32_t size() const { return size_; }

 private:
  struct Key {
    const IndicatorRules* rules;
    absl::string_view breakdown;
    domain::Span span;

    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H state, const Key& key) {
      return H::combine(std::move(state), key.rules, key.breakdown, key.span);
    }
  };

  std::size_t row_count_;
  std::int32_t size_ = 0;
  std::vector<std::int32_t> usual_;  // by IndicatorRules::number
  absl::flat_hash_map<Key, std::int32_t> others_;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_SLICE_TABLE_H_
