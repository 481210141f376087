#include "daemon/store/known_series.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/statement.h"
#include "daemon/store/store.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kReadSeries = R"sql(
SELECT slice_id
FROM series
WHERE organisation_id = :organisation_id
ORDER BY slice_id DESC
)sql";

constexpr std::string_view kInsertSeries = R"sql(
INSERT INTO series (organisation_id, slice_id)
VALUES (:organisation_id, :slice_id)
)sql";

absl::Status Insert(Database& db, OrganisationId organisation, SliceId slice) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertSeries));
  insert.Bind(":organisation_id", organisation);
  insert.Bind(":slice_id", static_cast<std::int64_t>(slice));
  return insert.Run();
}

}  // namespace

absl::StatusOr<KnownSeries::Slices*> KnownSeries::SlicesOf(Database& db,
                                                           OrganisationId organisation) {
  const auto found = known_.find(organisation);
  if (found != known_.end()) return &found->second;
  Slices slices;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadSeries));
  query.Bind(":organisation_id", organisation);
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) break;
    const auto index = static_cast<std::size_t>(query.Integer(0));
    slices.resize(std::max(slices.size(), index + 1));
    slices[index] = true;
  }
  return &known_.emplace(organisation, std::move(slices)).first->second;
}

absl::Status KnownSeries::Add(Database& db, OrganisationId organisation,
                              std::span<const NewObservation> observations) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Slices* const slices, SlicesOf(db, organisation));
  for (const NewObservation& observation : observations) {
    const auto index = static_cast<std::size_t>(observation.slice);
    if (index < slices->size() && (*slices)[index]) continue;
    TRUSTWATCH_RETURN_IF_ERROR(Insert(db, organisation, observation.slice));
    slices->resize(std::max(slices->size(), index + 1));
    (*slices)[index] = true;
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::store
