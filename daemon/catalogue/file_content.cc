#include "daemon/catalogue/file_content.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "daemon/catalogue/similar.h"
#include "fmt/format.h"

namespace trustwatch::catalogue {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kFileBytesMax = 32UL * 1024 * 1024;

// The names of the TOML files beside `path`, for a hint.
std::vector<std::string> Siblings(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(path.parent_path(), error)) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::optional<std::string> ReadFileContent(const fs::path& path, const Place& place,
                                           FaultList& faults) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    faults.Add(place, fmt::format("there is no file {}", path.string()),
               DidYouMean(path.filename().string(), Siblings(path),
                          "correct the name, or write the file"));
    return std::nullopt;
  }
  if (status.type() != fs::file_type::regular) {
    faults.Add(place,
               fmt::format("{} is {}", path.string(),
                           error ? fmt::format("unreadable: {}", error.message()) : "not a file"),
               "name a TOML file");
    return std::nullopt;
  }
  const std::uintmax_t size = fs::file_size(path, error);
  if (error || size > kFileBytesMax) {
    faults.Add(place, fmt::format("{} has more than {} bytes", path.string(), kFileBytesMax),
               "split it into several files");
    return std::nullopt;
  }
  std::string content(size, '\0');
  std::ifstream stream(path, std::ios::binary);
  if (!stream.read(content.data(), static_cast<std::streamsize>(size))) {
    faults.Add(place, fmt::format("{} cannot be read", path.string()),
               "let the user that the daemon runs as read it");
    return std::nullopt;
  }
  return content;
}

}  // namespace trustwatch::catalogue
