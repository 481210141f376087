#include "daemon/insight/receipts.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/period.h"
#include "daemon/store/reader.h"

namespace trustwatch::insight {

absl::StatusOr<Receipts> Receipts::Read(store::Reader& reader, const domain::OdsCode& organisation,
                                        store::LastDays days, absl::Time as_of) {
  Receipts receipts;
  TRUSTWATCH_RETURN_IF_ERROR(reader.EachObservation(
      organisation, std::nullopt, days, as_of, [&receipts](const store::RecordedObservation& row) {
        if (row.withdrawn_at) return;
        // Rows come in order of submission, so the first is the earliest.
        receipts.first_.try_emplace(std::pair(row.slice, row.period), row.known_at);
      }));
  return receipts;
}

std::optional<absl::Time> Receipts::Find(std::optional<store::SliceId> slice,
                                         const domain::Period& period) const {
  if (!slice) return std::nullopt;
  const auto found = first_.find(std::pair(*slice, period));
  return found == first_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace trustwatch::insight
