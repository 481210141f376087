#include "daemon/ingest/period_table.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "daemon/domain/draft.h"
#include "daemon/domain/period.h"
#include "daemon/domain/register.h"

namespace trustwatch::ingest {

using domain::Day;
using domain::Period;

PeriodTable::Facts PeriodTable::WorkOut(const Dates& dates) const {
  if (!dates.first || !dates.last) return std::nullopt;
  const auto first = domain::ToDay(*dates.first);
  const auto last = domain::ToDay(*dates.last);
  if (!first.ok() || !last.ok()) return std::nullopt;
  const auto period = Period::Make(*first, *last);
  if (!period.ok()) return std::nullopt;
  return PeriodFacts{
      .number = static_cast<std::uint32_t>(facts_.size()),
      .period = *period,
      .span = period->span(),
      .is_complete = *last < today_,
      .is_in_future = today_ < *first,
      .is_after_closing = organisation_.closed && *organisation_.closed < *first,
      .is_before_opening = organisation_.opened && *last < *organisation_.opened,
  };
}

const PeriodFacts* PeriodTable::Find(const domain::DraftObservation& row) {
  const auto answer = [](const Facts& facts) { return facts ? &*facts : nullptr; };
  if (newest_ != nullptr && row.first_day == newest_dates_.first &&
      row.last_day == newest_dates_.last) {
    return answer(*newest_);
  }
  newest_dates_ = {row.first_day, row.last_day};
  const Facts*& found = by_dates_[newest_dates_];
  if (found == nullptr) {
    facts_.push_back(WorkOut(newest_dates_));
    found = &facts_.back();
  }
  newest_ = found;
  return answer(*found);
}

std::vector<Day> PeriodTable::LastDays() const {
  std::vector<Day> days;
  for (const Facts& facts : facts_) {
    if (facts && facts->is_complete) days.push_back(facts->period.last());
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace trustwatch::ingest
