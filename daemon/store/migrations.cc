#include "daemon/store/migrations.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/store/database.h"
#include "daemon/store/migration_0001.h"
#include "daemon/store/migration_0002.h"
#include "daemon/store/transaction.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

absl::Status Apply(Database& db, const Migration& migration, std::size_t version) {
  TRUSTWATCH_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Begin(db));
  TRUSTWATCH_RETURN_IF_ERROR(db.Execute(migration.sql));
  TRUSTWATCH_RETURN_IF_ERROR(db.Execute(fmt::format(
      "PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, version)));
  return transaction.Commit();
}

}  // namespace

std::span<const Migration> AllMigrations() {
  static constexpr std::array<Migration, 2> kMigrations = {{
      {"0001_first_schema", kMigration0001},
      {"0002_step_changes", kMigration0002},
  }};
  return kMigrations;
}

absl::Status Migrate(Database& db, std::span<const Migration> migrations) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t version, db.QueryInteger("PRAGMA user_version"));
  for (auto next = static_cast<std::size_t>(version); next < migrations.size(); ++next) {
    const absl::Status status = Apply(db, migrations[next], next + 1);
    if (!status.ok()) {
      return base::Annotate(status, fmt::format("migration {}", migrations[next].name));
    }
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::store
