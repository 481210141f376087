#include "daemon/store/key_rows.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/identifiers.h"
#include "daemon/domain/limits.h"
#include "daemon/domain/observation.h"
#include "daemon/store/database.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/reader.h"
#include "daemon/store/statement.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

constexpr std::string_view kFindOrganisation = R"sql(
SELECT organisation_id
FROM organisations
WHERE ods_code = :ods_code
)sql";

constexpr std::string_view kReadSubmitters = R"sql(
SELECT ods_code
FROM organisations
WHERE EXISTS (
  SELECT 1
  FROM submissions
  WHERE submissions.organisation_id = organisations.organisation_id
)
ORDER BY ods_code
)sql";

constexpr std::string_view kInsertOrganisation = R"sql(
INSERT INTO organisations (ods_code)
VALUES (:ods_code)
)sql";

constexpr std::string_view kInsertIndicator = R"sql(
INSERT INTO indicators (code)
VALUES (:code)
ON CONFLICT (code) DO NOTHING
)sql";

constexpr std::string_view kFindIndicator = R"sql(
SELECT indicator_id
FROM indicators
WHERE code = :code
)sql";

constexpr std::string_view kInsertSlice = R"sql(
INSERT INTO slices (indicator_id, breakdown, span)
SELECT indicator_id, :breakdown, :span
FROM indicators
WHERE code = :code
ON CONFLICT (indicator_id, breakdown, span) DO NOTHING
)sql";

constexpr std::string_view kFindSlice = R"sql(
SELECT slices.slice_id
FROM slices
JOIN indicators USING (indicator_id)
WHERE indicators.code = :code AND slices.breakdown = :breakdown AND slices.span = :span
)sql";

constexpr std::string_view kInsertCatalogue = R"sql(
INSERT INTO catalogues (version, digest, first_used_at)
VALUES (:version, :digest, :first_used_at)
ON CONFLICT (digest) DO NOTHING
)sql";

constexpr std::string_view kFindCatalogue = R"sql(
SELECT catalogue_id, version
FROM catalogues
WHERE digest = :digest
)sql";

// If it is not there yet.
absl::Status InsertIndicator(Database& db, const domain::IndicatorId& indicator) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertIndicator));
  insert.BindText(":code", indicator.text());
  return insert.Run();
}

absl::Status TooManySlices() {
  return base::Error{
      .code = absl::StatusCode::kResourceExhausted,
      .reason = "TOO_MANY_SLICES",
      .message = fmt::format("the store has {} different slices, the most it may have; report "
                             "fewer breakdowns, or raise kSlicesMax and build again",
                             domain::kSlicesMax)}
      .ToStatus();
}

}  // namespace

absl::StatusOr<std::optional<OrganisationId>> FindOrganisation(Database& db,
                                                               const domain::OdsCode& code) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindOrganisation));
  query.BindText(":ods_code", code.text());
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool found, query.Step());
  if (!found) return std::nullopt;
  return query.Integer(0);
}

absl::StatusOr<std::vector<domain::OdsCode>> ReadOrganisations(Database& db) {
  std::vector<domain::OdsCode> codes;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadSubmitters));
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return codes;
    TRUSTWATCH_ASSIGN_OR_RETURN(const domain::OdsCode code, domain::OdsCode::Parse(query.Text(0)));
    codes.push_back(code);
  }
}

absl::StatusOr<OrganisationId> AddOrganisation(Database& db, const domain::OdsCode& code) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::optional<OrganisationId> known,
                              FindOrganisation(db, code));
  if (known.has_value()) return *known;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertOrganisation));
  insert.BindText(":ods_code", code.text());
  TRUSTWATCH_RETURN_IF_ERROR(insert.Run());
  return db.LastInsertId();
}

absl::StatusOr<IndicatorKey> AddIndicator(Database& db, const domain::IndicatorId& indicator) {
  TRUSTWATCH_RETURN_IF_ERROR(InsertIndicator(db, indicator));
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindIndicator));
  query.BindText(":code", indicator.text());
  TRUSTWATCH_RETURN_IF_ERROR(query.Step().status());
  return query.Integer(0);
}

absl::StatusOr<SliceId> AddSlice(Database& db, const domain::Slice& slice) {
  const std::string span = slice.span.ToString();
  TRUSTWATCH_RETURN_IF_ERROR(InsertIndicator(db, slice.indicator));
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertSlice));
    insert.BindText(":code", slice.indicator.text());
    insert.BindText(":breakdown", slice.breakdown);
    insert.BindText(":span", span);
    TRUSTWATCH_RETURN_IF_ERROR(insert.Run());
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindSlice));
  query.BindText(":code", slice.indicator.text());
  query.BindText(":breakdown", slice.breakdown);
  query.BindText(":span", span);
  TRUSTWATCH_RETURN_IF_ERROR(query.Step().status());
  const std::int64_t id = query.Integer(0);
  if (id > static_cast<std::int64_t>(domain::kSlicesMax)) return TooManySlices();
  return static_cast<SliceId>(id);
}

absl::StatusOr<KnownCatalogue> AddCatalogue(Database& db, std::string_view version,
                                            std::string_view digest, absl::Time first_used_at) {
  {
    TRUSTWATCH_ASSIGN_OR_RETURN(Statement insert, db.Prepare(kInsertCatalogue));
    insert.BindText(":version", version);
    insert.BindText(":digest", digest);
    insert.Bind(":first_used_at", absl::ToUnixMicros(first_used_at));
    TRUSTWATCH_RETURN_IF_ERROR(insert.Run());
  }
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kFindCatalogue));
  query.BindText(":digest", digest);
  TRUSTWATCH_RETURN_IF_ERROR(query.Step().status());
  return KnownCatalogue{query.Integer(0), std::string(query.Text(1))};
}

}  // namespace trustwatch::store
