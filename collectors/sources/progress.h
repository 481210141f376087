#ifndef TRUSTWATCH_COLLECTORS_SOURCES_PROGRESS_H_
#define TRUSTWATCH_COLLECTORS_SOURCES_PROGRESS_H_

#include <cstdint>
#include <functional>

namespace trustwatch::sources {

// How far a file has been read. Bytes as they lie on the disk, compressed ones if it is a gzip.
struct Progress {
  std::int64_t bytes_read = 0;
  std::int64_t bytes_total = 0;  // 0: not known, as for a pipe
};

// Called now and then while a file is read, on the reading thread, and once at the end. Empty:
// nobody wants to know.
using ProgressCallback = std::function<void(const Progress&)>;

}  // namespace trustwatch::sources

#endif  // TRUSTWATCH_COLLECTORS_SOURCES_PROGRESS_H_
