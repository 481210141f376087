#ifndef TRUSTWATCH_DAEMON_INGEST_PERIOD_TABLE_H_
#define TRUSTWATCH_DAEMON_INGEST_PERIOD_TABLE_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"

namespace trustwatch::ingest {

// What the judge asks of a period, worked out once for all rows that carry it.
struct PeriodFacts {
  std::uint32_t number = 0;  // from 0, among those of the draft
  domain::Period period;
  domain::Span span;
  bool is_complete = true;    // its last day is before today, in London
  bool is_in_future = false;  // its first day is after today
  bool is_after_closing = false;
  bool is_before_opening = false;
};

// The distinct periods of one draft. Not thread-safe. Borrows the organisation.
class PeriodTable {
 public:
  // `today` in London.
  PeriodTable(const domain::Organisation& organisation, domain::Day today)
      : organisation_(organisation), today_(today) {}

  // nullptr if the dates of the row make no period. Lives as long as the table. A few ns for the
  // same dates as in the call before, a hash look-up for dates seen before.
  const PeriodFacts* Find(const domain::DraftObservation& row);

  // Of the periods that are complete, each once, oldest first.
  std::vector<domain::Day> LastDays() const;

 private:
  struct Dates {
    std::optional<domain::WrittenDate> first;
    std::optional<domain::WrittenDate> last;

    friend bool operator==(const Dates&, const Dates&) = default;
    template <typename H>
    friend H AbslHashValue(H state, const Dates& dates) {
      const domain::WrittenDate from = dates.first.value_or(domain::WrittenDate{});
      const domain::WrittenDate to = dates.last.value_or(domain::WrittenDate{});
      return H::combine(std::move(state), from.year, from.month, from.day, to.year, to.month,
                        to.day);
    }
  };
  using Facts = std::optional<PeriodFacts>;

  Facts WorkOut(const Dates& dates) const;

  const domain::Organisation& organisation_;
  domain::Day today_;
  std::deque<Facts> facts_;  // a deque, because rows point into it
  absl::flat_hash_map<Dates, const Facts*> by_dates_;
  Dates newest_dates_;
  const Facts* newest_ = nullptr;
};

}  // namespace trustwatch::ingest

#endif  // TRUSTWATCH_DAEMON_INGEST_PERIOD_TABLE_H_
