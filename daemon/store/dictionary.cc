#include "daemon/store/dictionary.h"

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "daemon/base/mutex.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/observation.h"
#include "daemon/domain/period.h"
#include "daemon/store/database.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kReadOrganisations = R"sql(
SELECT organisation_id, ods_code
FROM organisations
ORDER BY organisation_id
)sql";

constexpr std::string_view kReadSlices = R"sql(
SELECT slices.slice_id, indicators.code, slices.breakdown, slices.span
FROM slices
JOIN indicators USING (indicator_id)
ORDER BY slices.slice_id
)sql";

constexpr std::string_view kReadCatalogues = R"sql(
SELECT catalogue_id, version, digest
FROM catalogues
ORDER BY catalogue_id
)sql";

}  // namespace

absl::Status Dictionary::Load(Database& db) {
  TRUSTWATCH_RETURN_IF_ERROR(LoadOrganisations(db));
  TRUSTWATCH_RETURN_IF_ERROR(LoadSlices(db));
  return LoadCatalogues(db);
}

absl::Status Dictionary::LoadOrganisations(Database& db) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadOrganisations));
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return absl::OkStatus();
    TRUSTWATCH_ASSIGN_OR_RETURN(const domain::OdsCode code, domain::OdsCode::Parse(query.Text(1)));
    AddOrganisation(code, query.Integer(0));
  }
}

absl::Status Dictionary::LoadSlices(Database& db) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadSlices));
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return absl::OkStatus();
    TRUSTWATCH_ASSIGN_OR_RETURN(domain::IndicatorId indicator,
                                domain::IndicatorId::Parse(query.Text(1)));
    TRUSTWATCH_ASSIGN_OR_RETURN(const domain::Span span, domain::Span::Parse(query.Text(3)));
    AddSlice({std::move(indicator), std::string(query.Text(2)), span},
             static_cast<SliceId>(query.Integer(0)));
  }
}

absl::Status Dictionary::LoadCatalogues(Database& db) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadCatalogues));
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return absl::OkStatus();
    AddCatalogue(std::string(query.Text(2)), {query.Integer(0), std::string(query.Text(1))});
  }
}

std::optional<OrganisationId> Dictionary::FindOrganisation(const domain::OdsCode& code) const {
  const base::MutexLock lock(mutex_);
  const auto found = organisation_ids_.find(code);
  if (found == organisation_ids_.end()) return std::nullopt;
  return found->second;
}

std::optional<SliceId> Dictionary::FindSlice(const domain::Slice& slice) const {
  const base::MutexLock lock(mutex_);
  const auto found = slice_ids_.find(slice);
  if (found == slice_ids_.end()) return std::nullopt;
  return found->second;
}

std::optional<KnownCatalogue> Dictionary::FindCatalogue(std::string_view digest) const {
  const base::MutexLock lock(mutex_);
  const auto found = catalogues_.find(std::string(digest));
  if (found == catalogues_.end()) return std::nullopt;
  return found->second;
}

void Dictionary::AddOrganisation(const domain::OdsCode& code, OrganisationId id) {
  const base::MutexLock lock(mutex_);
  organisation_ids_.emplace(code, id);
}

void Dictionary::AddSlice(const domain::Slice& slice, SliceId id) {
  const base::MutexLock lock(mutex_);
  if (slice_ids_.emplace(slice, id).second) slices_.Set(id, slice);
}

void Dictionary::AddCatalogue(const std::string& digest, const KnownCatalogue& catalogue) {
  const base::MutexLock lock(mutex_);
  catalogues_.emplace(digest, catalogue);
}

}  // namespace trustwatch::store
