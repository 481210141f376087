#include "daemon/store/backup_files.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "daemon/base/error.h"
#include "daemon/base/status_macros.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

constexpr char kNameFormat[] = "trustwatch-%E4Y%m%dT%H%M%SZ.db";

// What SQLite may put beside a database.
constexpr std::array<std::string_view, 4> kBeside = {"", "-journal", "-wal", "-shm"};

bool IsPartial(std::string_view name) {
  return std::any_of(kBeside.begin(), kBeside.end(), [name](std::string_view beside) {
    const std::string end = fmt::format("{}{}", kPartialSuffix, beside);
    return name.ends_with(end) && ParseBackupName(name.substr(0, name.size() - end.size()));
  });
}

// The regular files of a folder. An error is that of the folder.
absl::StatusOr<std::vector<std::filesystem::directory_entry>> RegularFiles(
    const std::filesystem::path& folder) {
  std::vector<std::filesystem::directory_entry> files;
  std::error_code error;
  std::filesystem::directory_iterator at(folder, error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    std::error_code unknown;
    if (at->symlink_status(unknown).type() == std::filesystem::file_type::regular) {
      files.push_back(*at);
    }
  }
  if (error) return BackupUnreachable(folder, error.value());
  return files;
}

}  // namespace

absl::Status BackupUnreachable(const std::filesystem::path& path, int error) {
  return base::Error{
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "BACKUP_UNREACHABLE",
      .message = fmt::format("{} cannot be read and written for copies of the store ({}); make the "
                             "folder of --backup-directory, and let the daemon's user write there",
                             path.string(), std::generic_category().message(error)),
      .metadata = {{"file", path.string()}}}
      .ToStatus();
}

std::string BackupName(absl::Time begun_at) {
  return absl::FormatTime(kNameFormat, begun_at, absl::UTCTimeZone());
}

std::optional<absl::Time> ParseBackupName(std::string_view name) {
  absl::Time begun_at;
  std::string unwanted;
  if (!absl::ParseTime(kNameFormat, std::string(name), &begun_at, &unwanted)) return std::nullopt;
  // The parser takes more than is written: spaces, fewer digits, 60 seconds.
  if (BackupName(begun_at) != name) return std::nullopt;
  return begun_at;
}

absl::StatusOr<std::vector<BackupFile>> ListBackups(const std::filesystem::path& folder) {
  TRUSTWATCH_ASSIGN_OR_RETURN(const auto files, RegularFiles(folder));
  std::vector<BackupFile> backups;
  for (const auto& file : files) {
    const auto begun_at = ParseBackupName(file.path().filename().string());
    std::error_code gone;
    const std::uintmax_t bytes = file.file_size(gone);
    if (begun_at && !gone) backups.push_back({file.path(), *begun_at, bytes});
  }
  std::sort(backups.begin(), backups.end(),
            [](const BackupFile& a, const BackupFile& b) { return a.begun_at > b.begun_at; });
  return backups;
}

void RemovePartialBackups(const std::filesystem::path& folder) {
  const auto files = RegularFiles(folder);
  if (!files.ok()) return;
  for (const auto& file : *files) {
    std::error_code stays;
    if (IsPartial(file.path().filename().string())) std::filesystem::remove(file.path(), stays);
  }
}

absl::Status PruneBackups(const std::filesystem::path& folder, std::size_t keep, absl::Time now) {
  TRUSTWATCH_ASSIGN_OR_RETURN(std::vector<BackupFile> backups, ListBackups(folder));
  std::erase_if(backups, [now](const BackupFile& backup) { return backup.begun_at > now; });
  for (std::size_t i = keep; i < backups.size(); ++i) {
    std::error_code error;
    std::filesystem::remove(backups[i].file, error);
    if (error) return BackupUnreachable(backups[i].file, error.value());
  }
  return absl::OkStatus();
}

}  // namespace trustwatch::store
