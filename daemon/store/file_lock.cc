#include "daemon/store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/base/error.h"
#include "fmt/format.h"

namespace trustwatch::store {
namespace {

absl::Status InUse(const std::filesystem::path& file) {
  return base::Error{
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "STORE_IN_USE",
      .message = fmt::format("the store {} is open in another daemon; stop that one, "
                             "or give this one a file of its own",
                             file.string()),
      .metadata = {{"file", file.string()}}}
      .ToStatus();
}

absl::Status Unreachable(const std::filesystem::path& lock_file, int error) {
  return base::Error{
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "STORE_UNREACHABLE",
      .message = fmt::format("the lock file {} cannot be made ({}); make its folder, "
                             "and let the daemon's user write there",
                             lock_file.string(), std::generic_category().message(error)),
      .metadata = {{"file", lock_file.string()}}}
      .ToStatus();
}

}  // namespace

absl::StatusOr<FileLock> FileLock::Take(const std::filesystem::path& file) {
  std::filesystem::path lock_file = file;
  lock_file += ".lock";
  const int descriptor = open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor < 0) return Unreachable(lock_file, errno);
  FileLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return InUse(file);
  return Unreachable(lock_file, errno);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

}  // namespace trustwatch::store
