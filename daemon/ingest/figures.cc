#include "daemon/ingest/figures.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/period.h"
#include "daemon/store/reader.h"

namespace trustwatch::ingest {

using domain::Period;
using store::CurrentObservation;
using store::SliceId;

absl::Status Figures::Load(const std::vector<domain::Day>& last_days) {
  days_.reserve(last_days.size());
  for (const domain::Day last_day : last_days) {
    TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<CurrentObservation> current,
                                reader_.Current(organisation_, last_day));
    if (!current.empty()) days_.push_back({last_day, std::move(current)});
  }
  return absl::OkStatus();
}

const CurrentObservation* Figures::Find(SliceId slice, const Period& period) const {
  const auto day = std::lower_bound(
      days_.begin(), days_.end(), period.last(),
      [](const Day& entry, domain::Day last_day) { return entry.last_day < last_day; });
  if (day == days_.end() || day->last_day != period.last()) return nullptr;
  const auto wanted = std::pair(period, slice);
  const auto found =
      std::lower_bound(day->current.begin(), day->current.end(), wanted,
                       [](const CurrentObservation& entry, const std::pair<Period, SliceId>& key) {
                         return std::pair(entry.period, entry.slice) < key;
                       });
  const bool is_found =
      found != day->current.end() && found->slice == slice && found->period == period;
  return is_found ? &*found : nullptr;
}

absl::StatusOr<int> Figures::RevisionMax(SliceId slice, const Period& period) {
  const auto [entry, is_new] = histories_.try_emplace(period.last());
  Revisions& revisions = entry->second;
  if (is_new) {
    TRUSTWATCH_RETURN_IF_ERROR(reader_.EachObservation(
        organisation_, std::nullopt, {.from = period.last(), .to = period.last()},
        absl::InfiniteFuture(), [&revisions](const store::RecordedObservation& row) {
          int& highest = revisions[std::pair(row.slice, row.period)];
          highest = std::max(highest, row.revision);
        }));
  }
  const auto found = revisions.find(std::pair(slice, period));
  return found == revisions.end() ? 0 : found->second;
}

}  // namespace trustwatch::ingest
