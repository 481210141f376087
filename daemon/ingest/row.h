#ifndef TRUSTWATCH_DAEMON_INGEST_ROW_H_
#define TRUSTWATCH_DAEMON_INGEST_ROW_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/value.h"
#include "daemon/ingest/period_table.h"
#include "daemon/ingest/rulebook.h"

namespace trustwatch::ingest {

// One row of a draft, as far as it could be read. Borrows from the draft, the rulebook and the
// period table.
struct Row {
  const IndicatorRules* rules = nullptr;  // nullptr: unknown
  const PeriodFacts* period = nullptr;    // nullptr: malformed
  std::int32_t slice = -1;                // from 0, among those of the draft; RowIndex fills it in
  std::optional<absl::string_view> breakdown;  // absent: malformed
  std::optional<domain::Value> value;          // absent: malformed

  // True if it says which figure it is, whatever that figure may be.
  bool HasKey() const { return rules != nullptr && period != nullptr && breakdown.has_value(); }

  // The figure's slice; needs HasKey.
  domain::Slice Slice() const {
    return {.indicator = rules->indicator->id,
            .breakdown = std::string(*breakdown),
            .span = period->span};
  }
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_ROW_H_
