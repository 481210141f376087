#ifndef TRUSTWATCH_COLLECTORS_BACKTEST_WORK_FOLDER_H_
#define TRUSTWATCH_COLLECTORS_BACKTEST_WORK_FOLDER_H_

#include <filesystem>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace trustwatch::backtest {

// A folder for the files of one replay: gone with this object, unless it is to be kept.
class WorkFolder {
 public:
  // In the folder for temporary files if `keep` is empty, else `keep`, which must not be there yet
  // or be empty. kFailedPrecondition (FOLDER_UNWRITABLE, FOLDER_NOT_EMPTY).
  static absl::StatusOr<WorkFolder> Make(const std::string& keep);
  ~WorkFolder();
  WorkFolder(WorkFolder&& other) noexcept
      : path_(std::exchange(other.path_, {})), is_kept_(other.is_kept_) {}
  WorkFolder& operator=(WorkFolder&&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  WorkFolder(std::filesystem::path path, bool is_kept)
      : path_(std::move(path)), is_kept_(is_kept) {}

  std::filesystem::path path_;  // empty once moved from
  bool is_kept_;
};

}  // namespace trustwatch::backtest

#endif  // TRUSTWATCH_COLLECTORS_BACKTEST_WORK_FOLDER_H_
