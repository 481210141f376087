#ifndef TRUSTWATCH_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
#define TRUSTWATCH_TESTS_SUPPORT_TEMPORARY_FOLDER_H_

#include <filesystem>
#include <string_view>

namespace trustwatch::testing {

// A new empty folder, removed with everything in it at the end of its life.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Writes a file into it, making folders on the way; returns its path.
  std::filesystem::path Write(std::string_view name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

}  // namespace trustwatch::testing

#endif  // TRUSTWATCH_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
