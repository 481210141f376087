#include "daemon/app/check_only.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/app/certificate_files.h"
#include "daemon/app/definition_files.h"
#include "daemon/app/options.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "daemon/domain/definitions.h"
#include "daemon/store/database.h"
#include "daemon/store/migrations.h"
#include "daemon/store/startup_check.h"
#include "fmt/format.h"

namespace trustwatch::app {
namespace {

// What would happen to a file that is not there yet.
absl::StatusOr<std::string> CheckFolderOf(const std::filesystem::path& file) {
  std::filesystem::path folder = file.parent_path();
  if (folder.empty()) folder = ".";
  if (access(folder.c_str(), W_OK | X_OK) == 0) return "would be made";
  return base::Error{
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "STORE_UNREACHABLE",
      .message = fmt::format("the store {} is not there and cannot be made in {} ({}); make the "
                             "folder, or give its owner the right to write, or set --database",
                             file.string(), folder.string(),
                             std::error_code(errno, std::generic_category()).message()),
      .metadata = {{"file", file.string()}}}
      .ToStatus();
}

absl::StatusOr<std::string> CheckStore(const std::filesystem::path& file) {
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown)) return CheckFolderOf(file);
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::unique_ptr<store::Database> db,
                              store::Database::Open(file, store::OpenMode::kQueryOnly));
  TRUSTWATCH_RETURN_IF_ERROR(store::CheckIdentity(*db, store::AllMigrations()));
  TRUSTWATCH_RETURN_IF_ERROR(store::CheckContent(*db));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::int64_t version, db->QueryInteger("PRAGMA user_version"));
  const auto newest = static_cast<std::int64_t>(store::AllMigrations().size());
  if (version == newest) return fmt::format("is sound, schema version {}", version);
  return fmt::format("is sound, would be migrated from schema version {} to {}", version, newest);
}

// What would become of the copies. A folder that cannot be written keeps no daemon from serving.
std::string CheckBackups(const Options& options) {
  if (options.backup_directory.empty()) return "none would be made\n";
  if (access(options.backup_directory.c_str(), R_OK | W_OK | X_OK) != 0) {
    return fmt::format(
        "would FAIL, because {} cannot be read and written ({}); make it, and let "
        "the daemon's user write there\n",
        options.backup_directory.string(),
        std::error_code(errno, std::generic_category()).message());
  }
  return fmt::format("one would be made in {} every {}, and {} kept\n",
                     options.backup_directory.string(), absl::FormatDuration(options.backup_every),
                     options.backup_keep);
}

std::string CheckCertificates(const Options& options) {
  std::string lines;
  for (const std::string& file : options.watched_certificates) {
    const auto expires = ReadCertificateExpiry(file);
    lines += "watches:   ";
    lines +=
        expires.ok()
            ? fmt::format("{} ends {}\n", file,
                          absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", *expires, absl::UTCTimeZone()))
            : std::string(expires.status().message()) + "\n";
  }
  return lines;
}

}  // namespace

absl::StatusOr<std::string> CheckOnly(const Options& options) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::shared_ptr<const domain::Definitions> definitions,
                              ReadDefinitions(options.catalogue));
  TRUSTWATCH_ASSIGN_OR_RETURN(const std::string store, CheckStore(options.database));
  return fmt::format(
      "options:   would serve gRPC on {} with reflection {}, HTTP on {}, and drain for {}\n"
      "catalogue: {} is sound, version {}: {} indicators, {} returns, {} organisations\n"
      "store:     {} {}\n"
      "backups:   {}"
      "{}"
      "nothing was changed\n",
      options.listen.ToString(), options.reflection ? "on" : "off", options.http_listen.ToString(),
      absl::FormatDuration(options.drain), options.catalogue.string(), definitions->version,
      definitions->catalogue.indicators().size(), definitions->catalogue.returns().size(),
      definitions->organisations.organisations().size(), options.database.string(), store,
      CheckBackups(options), CheckCertificates(options));
}

}  // namespace trustwatch::app
