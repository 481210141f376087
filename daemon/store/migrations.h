#ifndef TRUSTWATCH_DAEMON_STORE_MIGRATIONS_H_
#define TRUSTWATCH_DAEMON_STORE_MIGRATIONS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "daemon/store/database.h"

namespace trustwatch::store {

// Stands in the header of every file of ours: "TWCH" in ASCII.
inline constexpr std::int64_t kApplicationId = 0x54574348;

// One step from a version of the schema to the next. Never changed once it has been released.
struct Migration {
  std::string_view name;  // 0001_first_schema
  std::string_view sql;   // any number of statements
};

// Every step there is, in order: the first makes version 1.
std::span<const Migration> AllMigrations();

// Applies those steps that `db` has not seen, each in one transaction with its count, so that a
// crash leaves one version or the next. An empty database has seen none. A file that is newer than
// `migrations` is left alone: the startup check has refused it.
absl::Status Migrate(Database& db, std::span<const Migration> migrations);

}  // namespace trustwatch::store

#endif  // TRUSTWATCH_DAEMON_STORE_MIGRATIONS_H_
