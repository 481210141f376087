#include "daemon/store/startup_check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/database.h"
#include "daemon/store/migrations.h"
#include "daemon/store/statement.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

// Statistics of ANALYZE and indexes that SQLite makes by itself are no part of the schema's text.
constexpr std::string_view kReadSchema = R"sql(
SELECT type, name, sql
FROM sqlite_schema
WHERE name NOT GLOB 'sqlite_*'
ORDER BY type, name
)sql";

// Stands in for the foreign key that observations do not have; see the schema.
constexpr std::string_view kFindStraySlice = R"sql(
SELECT slice_id
FROM observations
WHERE NOT EXISTS (
  SELECT 1
  FROM series
  WHERE series.organisation_id = observations.organisation_id
    AND series.slice_id = observations.slice_id
)
ORDER BY organisation_id, last_day, slice_id
LIMIT 1
)sql";

absl::Status Refuse(absl::StatusCode code, std::string_view reason, std::string message,
                    const Database& db) {
  return base::Error{.code = code,
                     .reason = std::string(reason),
                     .message = std::move(message),
                     .metadata = {{"file", db.file().string()}}}
      .ToStatus();
}

absl::Status Corrupt(const Database& db, std::string_view what) {
  return Refuse(absl::StatusCode::kDataLoss, "STORE_CORRUPT",
                fmt::format("the store {} is damaged ({}); stop the daemon and restore the newest "
                            "backup",
                            db.file().string(), what),
                db);
}

struct SchemaEntry {
  std::string type;
  std::string name;
  std::string sql;

  friend auto operator<=>(const SchemaEntry&, const SchemaEntry&) = default;
};

absl::StatusOr<std::vector<SchemaEntry>> ReadSchema(Database& db) {
  std::vector<SchemaEntry> entries;
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement query, db.Prepare(kReadSchema));
  while (true) {
    TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, query.Step());
    if (!has_row) return entries;
    entries.push_back(
        {std::string(query.Text(0)), std::string(query.Text(1)), std::string(query.Text(2))});
  }
}

absl::Status CompareSchema(Database& db, std::span<const Migration> applied) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<Database> model,
                              Database::Open(":memory:", OpenMode::kCreate));
  TRUSTWATCH_RETURN_IF_ERROR(Migrate(*model, applied));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<SchemaEntry> expected, ReadSchema(*model));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::vector<SchemaEntry> found, ReadSchema(db));
  std::vector<SchemaEntry> odd;
  std::set_symmetric_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                                std::back_inserter(odd));
  if (odd.empty()) return absl::OkStatus();
  return Corrupt(db, fmt::format("its schema differs from version {} in {} {}", applied.size(),
                                 odd.front().type, odd.front().name));
}

absl::Status CheckPages(Database& db) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement check, db.Prepare("PRAGMA quick_check(1)"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, check.Step());
  if (has_row && check.Text(0) != "ok") return Corrupt(db, check.Text(0));
  return absl::OkStatus();
}

absl::Status CheckSeries(Database& db) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t stray, db.QueryInteger(kFindStraySlice));
  if (stray == 0) return absl::OkStatus();
  return Corrupt(db, fmt::format("figures of slice {} belong to no series", stray));
}

absl::Status CheckReferences(Database& db) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Statement check, db.Prepare("PRAGMA foreign_key_check"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const bool has_row, check.Step());
  if (!has_row) return absl::OkStatus();
  return Corrupt(db, fmt::format("a row of {} refers to a row of {} that is not there",
                                 check.Text(0), check.Text(2)));
}

}  // namespace

absl::Status CheckIdentity(Database& db, std::span<const Migration> migrations) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t application,
                              db.QueryInteger("PRAGMA application_id"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t version, db.QueryInteger("PRAGMA user_version"));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t entries,
                              db.QueryInteger("SELECT count(*) FROM sqlite_schema"));
  if (application == 0 && version == 0 && entries == 0) return absl::OkStatus();
  if (application != kApplicationId) {
    return Refuse(absl::StatusCode::kFailedPrecondition, "STORE_FOREIGN",
                  fmt::format("the file {} is a database of another program (application id {}); "
                              "name another file for the store",
                              db.file().string(), application),
                  db);
  }
  if (version > static_cast<std::int64_t>(migrations.size())) {
    return Refuse(
        absl::StatusCode::kFailedPrecondition, "STORE_NEWER",
        fmt::format("the store {} has schema version {} and this daemon knows {}; install "
                    "the newer daemon, or restore a backup made before the upgrade",
                    db.file().string(), version, migrations.size()),
        db);
  }
  return CompareSchema(db, migrations.first(static_cast<std::size_t>(version)));
}

absl::Status CheckContent(Database& db) {
  TRUSTWATCH_RETURN_IF_ERROR(CheckPages(db));
  TRUSTWATCH_RETURN_IF_ERROR(CheckReferences(db));
  return CheckSeries(db);
}

}  // namespace trustwatch::store
