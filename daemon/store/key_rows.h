#ifndef TRUSTWATCH_DAEMON_STORE_KEY_ROWS_H_
#define TRUSTWATCH_DAEMON_STORE_KEY_ROWS_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/reader.h"

// The small tables that give names their keys. Each Add gives the key that is there already, or a
// new one. Used inside a transaction of the caller's, which sees its own new keys.
namespace trustwatch::store {

// The store's key of an indicator. Small integers from 1.
using IndicatorKey = std::int64_t;

absl::StatusOr<std::optional<OrganisationId>> FindOrganisation(Database& db,
                                                               const domain::OdsCode& code);
// Those that ever submitted, by code.
absl::StatusOr<std::vector<domain::OdsCode>> ReadOrganisations(Database& db);
absl::StatusOr<OrganisationId> AddOrganisation(Database& db, const domain::OdsCode& code);
absl::StatusOr<IndicatorKey> AddIndicator(Database& db, const domain::IndicatorId& indicator);
// kResourceExhausted (TOO_MANY_SLICES) beyond kSlicesMax.
absl::StatusOr<SliceId> AddSlice(Database& db, const domain::Slice& slice);
absl::StatusOr<KnownCatalogue> AddCatalogue(Database& db, std::string_view version,
                                            std::string_view digest, absl::Time first_used_at);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_KEY_ROWS_H_
