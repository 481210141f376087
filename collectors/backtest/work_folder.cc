#include "collectors/backtest/work_folder.h"

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "fmt/format.h"

namespace trustwatch::backtest {
namespace {

namespace fs = std::filesystem;

absl::Status Failed(std::string_view reason, std::string message) {
  return base::Error{.code = absl::StatusCode::kFailedPrecondition,
                     .reason = std::string(reason),
                     .message = std::move(message)}
      .ToStatus();
}

}  // namespace

absl::StatusOr<WorkFolder> WorkFolder::Make(const std::string& keep) {
  std::error_code error;
  if (keep.empty()) {
    std::string name = (fs::temp_directory_path(error) / "trustwatch-backtest-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) return WorkFolder(name, false);
    return Failed("FOLDER_UNWRITABLE",
                  fmt::format("{} cannot be made: {}; set TMPDIR to a folder with room", name,
                              std::strerror(errno)));
  }
  const fs::path path = fs::absolute(keep, error);
  fs::create_directories(path, error);
  if (error) {
    return Failed("FOLDER_UNWRITABLE", fmt::format("--keep {} cannot be made: {}; name another "
                                                   "folder",
                                                   keep, error.message()));
  }
  if (!fs::is_empty(path, error)) {
    return Failed("FOLDER_NOT_EMPTY",
                  fmt::format("--keep {} is not empty; name a new folder, so that nothing of an "
                              "earlier replay is read",
                              keep));
  }
  return WorkFolder(path, true);
}

WorkFolder::~WorkFolder() {
  std::error_code error;
  if (!path_.empty() && !is_kept_) fs::remove_all(path_, error);
}

}  // namespace trustwatch::backtest
