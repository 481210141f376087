#ifndef TRUSTWATCH_COLLECTORS_SOURCES_BYTE_SOURCE_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_BYTE_SOURCE_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "collectors/sources/progress.h"

namespace trustwatch::sources {

// Bytes in order, once. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Fills at most `size` bytes of `buffer` and says how many; 0 is the end. kInvalidArgument with
  // reason FILE_BROKEN for a gzip that is damaged or cut short, kUnavailable with FILE_UNREADABLE
  // if the disk fails. After an error there is nothing more to read.
  virtual absl::StatusOr<std::size_t> Read(char* buffer, std::size_t size) = 0;

  virtual Progress progress() const = 0;
};

// A file, unpacked if its first bytes say gzip, whatever its name; a gzip of several members is
// read to its end. kNotFound with reason FILE_NOT_FOUND; kPermissionDenied with FILE_UNREADABLE.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenFile(const std::filesystem::path& path);

// The same over bytes in memory.
std::unique_ptr<ByteSource> OpenText(std::string bytes);

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_BYTE_SOURCE_H_
